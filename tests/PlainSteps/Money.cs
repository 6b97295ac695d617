namespace PlainSteps;

public sealed record Money(int Cents);
