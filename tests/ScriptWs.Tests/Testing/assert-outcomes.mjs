// What each expression of AssertCases.tsv does with an implementation of node:assert/strict: "passes", or the error's
// name, code and operator. Runs in Node (node Testing/assert-outcomes.mjs AssertCases.tsv) and in the engine of the tests.

export async function outcomes(assert, table) {
  const expressions = table.split("\n").filter((line) => line && !line.startsWith("#")).map((line) => line.split("\t")[1]);
  const results = [];
  for (const expression of expressions) results.push(`${await outcome(assert, expression)}\t${expression}`);
  return results.join("\n");
}

async function outcome(assert, expression) {
  try {
    await new Function("assert", `return ${expression}`)(assert);
    return "passes";
  } catch (error) {
    return [error.name, error.code, error.operator].filter((word) => word !== undefined).join(" ");
  }
}

if (typeof process !== "undefined") {
  const { default: assert } = await import("node:assert/strict");
  const { readFileSync } = await import("node:fs");
  console.log(await outcomes(assert, readFileSync(process.argv[2], "utf8")));
}
