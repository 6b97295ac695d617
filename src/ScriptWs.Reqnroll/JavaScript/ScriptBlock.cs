using Io.Cucumber.Messages.Types;
using Reqnroll;
using Reqnroll.Bindings;

namespace ScriptWs.ReqnrollPlugin.JavaScript;

/// <summary>The table or doc string below a step, or nothing: always the last argument, so that one binding takes all three.</summary>
internal sealed record ScriptBlock(PickleStepArgument? Argument)
{
    public static ScriptBlock Of(StepInstance step) => new(step switch
    {
        { MultilineTextArgument: { } text } => new PickleStepArgument(new PickleDocString(null, null!, text), null!),
        { TableArgument: { } table } => new PickleStepArgument(null!, TableOf(table)),
        _ => null,
    });

    public override string ToString() => "";

    private static PickleTable TableOf(Table table) => new(null, [Row(table.Header), .. table.Rows.Select(row => Row(row.Values))]);

    private static PickleTableRow Row(IEnumerable<string> cells) => new([.. cells.Select(cell => new PickleTableCell(cell))]);
}
