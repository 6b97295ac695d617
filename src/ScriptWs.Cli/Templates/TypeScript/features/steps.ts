import { Given, world } from "scriptws/testing";

// Steps of your own, beside those that "scriptws test --list-steps" shows.

const script: string = "scripts/ts.ts";

Given("the server of this folder", () => world.serve({ script }));
