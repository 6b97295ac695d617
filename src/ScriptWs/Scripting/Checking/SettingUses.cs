using Acornima;
using Acornima.Ast;

namespace ScriptWs.Scripting.Checking;

/// <summary>Finds the places of a file that read <c>server.settings</c>, by that name or through a constant.</summary>
internal sealed class SettingUses
{
    private const string Server = "server";
    private const string Settings = "settings";

    private readonly Dictionary<string, IReadOnlyList<string>> _constants = new(StringComparer.Ordinal);
    private readonly Dictionary<Node, Node> _parents;
    private readonly List<SettingUse> _uses = [];
    private readonly OwnFile _file;

    private SettingUses(OwnFile file) => (_file, _parents) = (file, SyntaxWalk.Parents(file.Program));

    public static IReadOnlyList<SettingUse> In(OwnFile file)
    {
        if (!file.Text.Contains(Settings, StringComparison.Ordinal) || file.Binds(Server)) return [];

        var uses = new SettingUses(file);
        Node[] nodes = [.. SyntaxWalk.Below(file.Program)];
        foreach (var variable in nodes.OfType<VariableDeclarator>()) uses.ReadVariable(variable);
        foreach (var node in nodes) uses.Read(node);
        return uses._uses;
    }

    private void ReadVariable(VariableDeclarator variable)
    {
        if (variable.Init is null) return;
        if (NamesOf(variable.Init) is { } names) Bind(variable.Id, names);
        else if (variable is { Init: Identifier { Name: Server }, Id: ObjectPattern pattern })
        {
            foreach (var property in pattern.Properties.OfType<AssignmentProperty>())
            {
                if (NameOf(property) == Settings) Bind(property.Value, []);
            }
        }
    }

    /// <summary>A pattern reads the names in it; a constant is another name from then on.</summary>
    private void Bind(Node target, IReadOnlyList<string> names, bool isGuarded = false)
    {
        if (target is AssignmentPattern { Left: var left })
        {
            Bind(left, names, isGuarded: true);
            return;
        }

        if (names.Count > 0) _uses.Add(new SettingUse(names, target, isGuarded));
        if (target is Identifier constant) _constants[constant.Name] = names;
        if (target is not ObjectPattern pattern) return;

        foreach (var property in pattern.Properties.OfType<AssignmentProperty>())
        {
            if (NameOf(property) is { } name) Bind(property.Value, [.. names, name]);
        }
    }

    private void Read(Node node)
    {
        if (node is BinaryExpression { Operator: Operator.In, Left: StringLiteral name, Right: var inside } && NamesOf(inside) is { } known)
            _uses.Add(new SettingUse([.. known, name.Value], node, IsGuarded: true));
        if (node is MemberExpression && NamesOf(node) is { Count: > 0 } names) _uses.Add(new SettingUse(names, node, IsGuarded(node)));
    }

    /// <returns><c>null</c> when an expression is no setting, or one whose name is computed.</returns>
    private IReadOnlyList<string>? NamesOf(Node node) => node switch
    {
        ChainExpression chain => NamesOf(chain.Expression),
        Identifier name => _constants.GetValueOrDefault(name.Name),
        MemberExpression { Object: Identifier { Name: Server } } member => NameOf(member) == Settings ? [] : null,
        MemberExpression member when NameOf(member) is { } name && NamesOf(member.Object) is { } names => [.. names, name],
        _ => null,
    };

    private bool IsGuarded(Node node)
    {
        var parent = _parents.GetValueOrDefault(node);
        return parent switch
        {
            ChainExpression => IsGuarded(parent),
            LogicalExpression logical => logical.Left == node || IsGuarded(parent),
            ConditionalExpression choice => choice.Test == node,
            IfStatement choice => choice.Test == node,
            MemberExpression member => member.Object == node && member.Optional,
            UnaryExpression { Operator: Operator.LogicalNot or Operator.TypeOf } => true,
            BinaryExpression comparison => comparison.Operator is Operator.Equality or Operator.Inequality
                or Operator.StrictEquality or Operator.StrictInequality,
            _ => false,
        };
    }

    private static string? NameOf(MemberExpression member) => member switch
    {
        { Computed: false, Property: Identifier name } => name.Name,
        { Property: StringLiteral text } => text.Value,
        _ => null,
    };

    private static string? NameOf(AssignmentProperty property) =>
        property is { Computed: false, Key: Identifier or StringLiteral } ? ExportedNames.NameOf(property.Key) : null;
}
