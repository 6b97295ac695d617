// Compares what two engines say of the same features: node verdicts.mjs MESSAGES OTHER-MESSAGES...
// The first file is one run; the others together are the other one. Each scenario must have the same verdict, each clause the same tags.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const [one, ...parts] = process.argv.slice(2).map(verdictsOf);
const other = { name: parts[0].name, scenarios: parts.flatMap((part) => part.scenarios).sort(), clauses: new Set(parts.flatMap((part) => [...part.clauses])) };
assert.deepEqual(one.scenarios.sort(), other.scenarios);
assert.deepEqual([...one.clauses].sort(), [...other.clauses].sort());
console.log(`${one.name} and ${other.name} agree on ${one.scenarios.length} scenarios and ${one.clauses.size} combinations of clauses`);

function verdictsOf(file) {
  const messages = readFileSync(file, "utf8").trim().split("\n").map((line) => JSON.parse(line));
  const all = (kind) => messages.map((message) => message[kind]).filter(Boolean);
  const pickles = new Map(all("pickle").map((pickle) => [pickle.id, pickle]));
  const cases = new Map(all("testCase").map((testCase) => [testCase.id, pickles.get(testCase.pickleId)]));
  const verdicts = new Map();
  for (const { testCaseStartedId, testStepResult } of all("testStepFinished"))
    if ((verdicts.get(testCaseStartedId) ?? "PASSED") === "PASSED") verdicts.set(testCaseStartedId, testStepResult.status);

  const scenarios = [];
  const clauses = new Set();
  for (const { id, testCaseId } of all("testCaseStarted")) {
    const pickle = cases.get(testCaseId);
    scenarios.push(`${pickle.uri}: ${pickle.name}: ${pickle.steps.map((step) => step.text).join("; ")}: ${verdicts.get(id)}`);
    const tags = pickle.tags.map((tag) => tag.name).sort().join(" ");
    if (tags.includes("@rfc")) clauses.add(`${tags}: ${verdicts.get(id)}`);
  }
  return { name: all("meta")[0].implementation.name, scenarios, clauses };
}
