// @ts-check
import { Given, world } from "scriptws/testing";

// Steps of your own, beside those that "scriptws test --list-steps" shows.

Given("the server of this folder", () => world.serve({ script: "{script}" }));
