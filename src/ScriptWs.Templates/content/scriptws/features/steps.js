// Steps of your own, beside those that "scriptws test --list-steps" shows.
import { Given, world } from "scriptws/testing";

Given("the server of this folder", () => world.serve({ script: "scripts/main.js" }));
