namespace ScriptWs.Tests.Testing;

/// <summary>What a failed assertion says.</summary>
public sealed class AssertMessageTests
{
    [Theory]
    [InlineData("assert.equal(1, 2)", "Expected 2, received 1.")]
    [InlineData("assert.equal('1', 1)", "Expected 1, received '1'.")]
    [InlineData("assert.equal('it\\'s', 'its')", "Expected 'its', received \"it's\".")]
    [InlineData("assert.equal(undefined, { a: 1 })", "Expected { a: 1 }, received undefined.")]
    [InlineData("assert.equal(0, -0)", "Expected -0, received 0.")]
    [InlineData("assert.equal({ a: 1 }, { a: 1 })", "Expected the same object, received another one with the same content; deepEqual compares contents:\n\n{ a: 1 }")]
    [InlineData("assert.notEqual(1, 1)", "Expected anything but 1.")]
    [InlineData("assert.notDeepEqual({ a: 1 }, { a: 1 })", "Expected anything but { a: 1 }.")]
    [InlineData("assert.match('room', /\\d/)", "Expected a text that matches /\\d/, received 'room'.")]
    [InlineData("assert.match(12, /\\d/)", "Expected a text to match with /\\d/, received 12.")]
    [InlineData("assert.doesNotMatch('room 1', /\\d/)", "Expected a text that does not match /\\d/, received 'room 1'.")]
    [InlineData("assert(0)", "Expected a truthy value, received 0.")]
    [InlineData("assert()", "An assertion was called without a value.")]
    [InlineData("assert(false, 'Anna is not here.')", "Anna is not here.")]
    [InlineData("assert.fail()", "Failed.")]
    [InlineData("assert.ifError(new TypeError('bad'))", "Expected no error, received TypeError: bad")]
    [InlineData("assert.throws(() => {})", "Expected an error, but nothing was thrown.")]
    [InlineData("assert.throws(() => {}, TypeError)", "Expected a TypeError, but nothing was thrown.")]
    [InlineData("assert.throws(() => { throw new RangeError('far'); }, TypeError)", "Expected a TypeError, received RangeError: far")]
    [InlineData("assert.throws(() => { throw new RangeError('far'); }, /near/)", "Expected an error that matches /near/, received RangeError: far")]
    [InlineData("assert.throws(() => { throw new RangeError('far'); }, function isNear() {})", "\"isNear\" must return true for RangeError: far, but it returned undefined.")]
    [InlineData("assert.doesNotThrow(() => { throw new RangeError('far'); })", "Expected no error, received RangeError: far")]
    public void Failure_OfOneSentence_SaysWhatWasExpectedAndReceived(string expression, string expected)
    {
        using var engine = new SteppingEngine("assert.js", "assert");

        Assert.Equal("AssertionError: " + expected, engine.ErrorOf(expression));
    }

    [Theory]
    [InlineData("assert.equal(1)", "strictEqual compares two values: the actual one and the expected one.")]
    [InlineData("assert.match('a', 'a')", "match compares with a regular expression, but this is 'a'.")]
    [InlineData("assert.throws(5)", "throws calls a function, but this is 5.")]
    [InlineData("assert.throws(() => { throw 'bad'; }, {})", "An empty object says nothing about an error; name its properties.")]
    [InlineData("assert.throws(() => { throw 'bad'; }, 'bad')", "throws: 'bad' is the message of the error, yet a text here is only what is said when nothing is thrown; give a regular expression or an object.")]
    public void Assertion_CalledWrongly_SaysWhatItTakes(string expression, string expected)
    {
        using var engine = new SteppingEngine("assert.js", "assert");

        Assert.Equal("TypeError: " + expected, engine.ErrorOf(expression));
    }

    [Theory]
    [InlineData(
        "assert.deepEqual({ type: 'joined', room: 'garden', people: ['anna', 'bert'] }, { room: 'garden', type: 'joined', people: ['anna'], by: 'bert' })",
        """
          {
        -   by: 'bert',
            people: [
              'anna',
        +     'bert',
            ],
            room: 'garden',
            type: 'joined',
          }
        """)]
    [InlineData(
        "assert.equal('one\\ntwo \\nthree', 'one\\ntwo\\nthree')",
        """
          'one\n' +
        - 'two\n' +
        + 'two \n' +
          'three'
        """)]
    [InlineData(
        "assert.deepEqual(new Map([['b', new Set([1])], ['a', 2]]), new Map([['a', 2], ['b', new Set([2])]]))",
        """
          Map(2) {
            'a' => 2,
            'b' => Set(1) {
        -     2,
        +     1,
            },
          }
        """)]
    [InlineData(
        "assert.deepEqual(Array.from({ length: 20 }, (_, i) => i), Array.from({ length: 19 }, (_, i) => i))",
        """
          … 17 equal lines
            16,
            17,
            18,
        +   19,
          ]
        """)]
    [InlineData("assert.deepEqual(new (class Room { size = 1; })(), { size: 1 })",
        """
        - {
        + Room {
            size: 1,
          }
        """)]
    public void Failure_OfLongValues_ShowsTheLinesThatDiffer(string expression, string difference)
    {
        using var engine = new SteppingEngine("assert.js", "assert");

        Assert.Equal("AssertionError: Expected and received differ.\n\n- expected\n+ received\n\n" + difference, engine.ErrorOf(expression));
    }

    [Theory]
    [InlineData("assert.equal(`${'a'.repeat(5000)}b`, `${'a'.repeat(5000)}c`)", 4980, "- 'aaaaaaaaaaaaaaaaaaaac'\n+ 'aaaaaaaaaaaaaaaaaaaab'")]
    [InlineData("assert.deepEqual(new Uint8Array(5000), new Uint8Array(5000).fill(1, 4998))", 4978, "  … 18 equal lines\n    0,\n    0,\n    0,\n-   1,\n-   1,\n+   0,\n+   0,\n  ]")]
    [InlineData("assert.deepEqual(Array.from({ length: 200 }, (_, i) => ({ i })), Array.from({ length: 200 }, (_, i) => ({ i: i % 199 })))", 179, "  … 59 equal lines\n      i: 198,\n    },\n    {\n-     i: 0,\n+     i: 199,\n    },\n  ]")]
    public void Failure_FarInsideLongValues_ShowsThatPlace(string expression, int from, string difference)
    {
        using var engine = new SteppingEngine("assert.js", "assert");

        Assert.Equal($"AssertionError: Expected and received differ.\n\n- expected, from {from} on\n+ received\n\n{difference}", engine.ErrorOf(expression));
    }

    [Fact]
    public void Failure_OfAPartialComparison_ShowsWhatWasAskedForOnly()
    {
        using var engine = new SteppingEngine("assert.js", "assert");

        var error = engine.ErrorOf("assert.partialDeepStrictEqual({ type: 'joined', room: 'garden', id: 12 }, { type: 'left', room: 'garden' })");

        Assert.Equal("AssertionError: Part of what was expected was not received.\n\n" +
            "- expected\n+ received\n\n  {\n    room: 'garden',\n-   type: 'left',\n+   type: 'joined',\n  }", error);
    }

    [Fact]
    public void Failure_OfValuesThatLookAlike_SaysSo()
    {
        using var engine = new SteppingEngine("assert.js", "assert");

        var error = engine.ErrorOf("assert.deepEqual(new (class Room {})(), new (class Room {})())");

        Assert.Equal("AssertionError: Expected and received differ.\n\nRoom {}\n\nBoth look like this; they differ in what is not shown: in their prototypes, or far inside.", error);
    }

    [Fact]
    public void Failure_OfTwoThousandDifferentLines_IsBounded()
    {
        using var engine = new SteppingEngine("assert.js", "assert");

        var error = engine.ErrorOf("assert.equal(Array.from({ length: 2000 }, (_, i) => `a${i}`).join('\\n'), Array.from({ length: 2000 }, (_, i) => `b${i}`).join('\\n'))");

        Assert.InRange(error.Split('\n').Length, 80, 90);
    }

    [Fact]
    public void AssertionError_Always_HoldsWhatWasCompared()
    {
        using var engine = new SteppingEngine("assert.js", "assert", "AssertionError");

        var held = engine.Evaluate(
            """
            (() => {
              try { assert.equal(1, 2, "no"); }
              catch (error) { return [error instanceof AssertionError, error.name, error.actual, error.expected, error.operator, error.code, error.generatedMessage, error.message].join(); }
            })()
            """);

        Assert.Equal("true,AssertionError,1,2,strictEqual,ERR_ASSERTION,false,no", held);
    }
}
