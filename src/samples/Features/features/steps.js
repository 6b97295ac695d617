import { When, Then, assert, world } from "scriptws/testing";

When("{word} comes in", (name) => world.connect(name, { path: `/?name=${name}` }));

Then("{word} is greeted by name", async (name) => {
  assert.equal(await world.client(name).receive(), `Hello, ${name}.`);
});
