namespace ScriptWs.Fuzz;

/// <summary>Something that takes input from strangers, with what must hold whatever they are.</summary>
public interface IFuzzTarget : IAsyncDisposable
{
    /// <summary>Unique; also the name of its folder in the corpus, as in <c>wire/frames</c>. The first part is what <c>--target</c> selects.</summary>
    string Name { get; }

    /// <summary>An input, right or deliberately wrong. The same random numbers give the same input.</summary>
    byte[] Generate(Random random);

    /// <summary>An input with changes that may break it.</summary>
    byte[] Mutate(Random random, byte[] input) => Mutation.Apply(random, input);

    /// <summary>Tries an input.</summary>
    /// <exception cref="FuzzFailureException">Something does not hold. Any other exception is a failure too.</exception>
    Task RunAsync(byte[] input);
}
