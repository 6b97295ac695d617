using Acornima;
using Acornima.Ast;

namespace ScriptWs.Scripting;

/// <summary>
/// Writes a module in other words: what <see cref="Concerns"/> it goes through <see cref="SuspensionFunctions"/>, with intermediate
/// values in variables of the function.
/// </summary>
internal sealed class SuspensionRewriter
{
    private readonly SourceTokens _tokens;
    private readonly SuspendingNodes _suspending;
    private readonly RewrittenSource _target;
    private readonly SuspendedChains _chains;
    private readonly string _prefix = "$await";
    private List<string> _declared = [];
    private int _names;

    public SuspensionRewriter(string text, SuspendingNodes suspending, RewrittenSource target)
    {
        (_tokens, _suspending, _target) = (new SourceTokens(text), suspending, target);
        _chains = new SuspendedChains(this, _tokens, target, suspending);
        while (text.Contains(_prefix, StringComparison.Ordinal)) _prefix += "$";
    }

    /// <summary>Whether the engine does wrong there.</summary>
    public static bool Concerns(SuspendingNodes suspending, Node node) => node switch
    {
        CallExpression { Callee: not Super } call => call.Arguments.Any(suspending.MaySuspend),
        NewExpression created => created.Arguments.Any(suspending.MaySuspend),
        AssignmentExpression { Operator: not Operator.Assignment, Left: Identifier } assignment => suspending.MaySuspend(assignment.Right),
        ForOfStatement { Await: true, Left: not VariableDeclaration { Kind: VariableDeclarationKind.Using or VariableDeclarationKind.AwaitUsing } } => true,
        _ => false,
    };

    public void WriteAll(Module module)
    {
        WriteRange(module, 0, _tokens.Text.Length);
        Declare();
    }

    public void Write(Node node)
    {
        switch (node)
        {
            case not null when !_suspending.AreRewritten(node):
                _target.Copy(node.Start, node.End);
                break;
            case IFunction function:
                WriteFunction(node, function);
                break;
            case ChainExpression chain when SuspendedChains.Links(chain.Expression).Any(link => Concerns(_suspending, link)):
                _chains.Write(chain.Expression);
                break;
            case CallExpression call when Concerns(_suspending, call):
                _chains.Write(call);
                break;
            case NewExpression created when Concerns(_suspending, created):
                WriteNew(created);
                break;
            case AssignmentExpression assignment when Concerns(_suspending, assignment):
                WriteAssignment(assignment);
                break;
            case ForOfStatement loop when Concerns(_suspending, loop):
                WriteLoop(loop);
                break;
            default:
                WriteRange(node!, node!.Start, node.End);
                break;
        }
    }

    /// <summary>Writes a part of a node: rewritten nodes below it, and the text between them unchanged.</summary>
    public void WriteRange(Node node, int start, int end)
    {
        // Of a short { a = 1 } the value holds the key.
        foreach (var child in node.ChildNodes.OrderBy(child => child.Start).ThenByDescending(child => child.End))
        {
            if (child.Start < start || child.End > end) continue;

            _target.Copy(start, child.Start);
            Write(child);
            start = child.End;
        }

        _target.Copy(start, end);
    }

    /// <summary>A variable of the function that is being written.</summary>
    public string NewVariable()
    {
        var name = NewName();
        _declared.Add(name);
        return name;
    }

    private string NewName() => $"{_prefix}{++_names}";

    private void WriteFunction(Node node, IFunction function)
    {
        var outer = _declared;
        _declared = [];
        if (function.Body is BlockStatement body)
        {
            WriteRange(node, node.Start, body.Start);
            WriteRange(body, body.Start, body.End - 1);
            Declare();
            _target.Copy(body.End - 1, node.End);
        }
        else
        {
            var arrow = _tokens.Behind(((Node)function.Body).Start, "=>");
            WriteRange(node, node.Start, arrow);
            _target.Add("{return(");
            WriteRange(node, arrow, node.End);
            _target.Add(")");
            Declare();
            _target.Add("}");
        }

        _declared = outer;
    }

    /// <summary>Behind everything, where it changes no line: such variables are there from the beginning.</summary>
    private void Declare()
    {
        if (_declared.Count > 0) _target.Add($"\n;var {string.Join(',', _declared)};");
    }

    private void WriteNew(NewExpression created)
    {
        var opening = _tokens.Opening(created.Callee.End);
        _target.Add($"{SuspensionFunctions.Name}.construct({_tokens.Shown(created.Callee)},");
        WriteRange(created, created.Start + "new".Length, opening);
        _target.Add(",");
        WriteRange(created, opening + 1, created.End);
    }

    /// <summary><c>x += await y</c> reads x first: <c>x = x + (await y)</c>.</summary>
    private void WriteAssignment(AssignmentExpression assignment)
    {
        var (left, right) = (_tokens.Text[assignment.Left.Start..assignment.Left.End], assignment.Right);
        var sign = _tokens.Next(assignment.Left.End);
        var length = _tokens.Text.IndexOf('=', sign) + 1 - sign;
        var name = _tokens.Text.Substring(sign, length - 1);
        var isLogical = name is "&&" or "||" or "??";
        _target.Copy(assignment.Start, sign);
        _target.Add(isLogical ? $"{name}({left}=(" : $"={left} {name}(");
        WriteRange(assignment, sign + length, right.End);
        _target.Add(isLogical ? "))" : ")");
        _target.Copy(right.End, assignment.End);
    }

    /// <summary>The cleanup of a loop that is left by a throw is awaited here, before the engine would call it and go on.</summary>
    private void WriteLoop(ForOfStatement loop)
    {
        var isPlain = loop.Left is VariableDeclaration { Declarations: [{ Id: Identifier }] };
        var (items, item, failure) = (NewVariable(), NewName(), NewName());
        var opening = _tokens.Opening(_tokens.Next(loop.Start + "for".Length) + "await".Length) + 1;
        _target.Copy(loop.Start, opening);
        if (isPlain) WriteRange(loop, opening, loop.Left.End);
        else _target.Add($"const {item}");
        _target.Add($" of ({items}={SuspensionFunctions.Name}.each(");
        Write(loop.Right);
        _target.Add(")).items){try{");
        if (!isPlain)
        {
            var isDeclaration = loop.Left is VariableDeclaration;
            if (!isDeclaration) _target.Add("(");
            Write(loop.Left);
            _target.Add(isDeclaration ? $"={item};" : $"={item});");
        }

        Write(loop.Body);
        _target.Add($"}}catch({failure}){{if({items}.close())try{{await {items}.closing}}catch{{}}throw {failure}}}}}");
    }
}
