import { After, AfterAll, Before, BeforeAll, Given, Then, When, assert, defineParameterType, world } from "scriptws/testing";

// Steps of JavaScriptStepsTests: everything that steps files can hold.

let runs = 0;

defineParameterType({ name: "fruit", regexp: /apple|plum/, transformer: (text) => text.toUpperCase() });

BeforeAll(() => {
  runs++;
});

AfterAll(() => {
  runs--;
});

Before("@marked", function () {
  this.marks = ["before"];
});

After(function () {
  if (this.marks) assert.deepEqual(this.marks, ["before", "step"]);
});

Given("the mark of a hook", function () {
  this.marks.push("step");
});

Given("a/an {fruit} and a table:", function (fruit, table) {
  this.fruit = fruit;
  this.rows = table.hashes();
});

Given(/^the (\w+) text:$/, function (kind, text) {
  this.text = `${kind}: ${text}`;
});

Then("they are {string}, {int} row(s) and {string}", function (fruit, rows, text) {
  assert.equal(this.fruit, fruit);
  assert.equal(this.rows.length, rows);
  assert.equal(this.text, text);
});

Then("the file was begun once", () => assert.equal(runs, 1));

When("JavaScript fails", () => assert.equal(1, 2));

When("JavaScript is not written", () => "pending");

When("JavaScript does not apply", () => "skipped");

When("JavaScript does not end", { timeout: 500 }, () => new Promise(() => {}));

When("JavaScript does not stop", { timeout: 500 }, () => {
  for (;;);
});

Then("JavaScript attaches", () => world.attach("some text", "text/plain"));
