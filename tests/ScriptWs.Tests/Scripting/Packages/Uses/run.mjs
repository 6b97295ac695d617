// What Node.js answers: node run.mjs FILE
const { default: use } = await import(process.argv[2]);
console.log(JSON.stringify(await use()));
