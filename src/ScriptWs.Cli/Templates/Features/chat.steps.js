// @ts-check
import { Given, assert, world } from "scriptws/testing";

// Steps of your own, beside those that "scriptws test --list-steps" shows.

Given("the server of this folder", () => world.serve({ script: "{script}" }));

Given("{word} is in the lobby", async (name) => {
  const client = await world.connect(name);
  assert.match(String(await client.receive()), /^\* Welcome, guest-/);
  assert.match(String(await client.receive()), /^\* You are in lobby/);
});
