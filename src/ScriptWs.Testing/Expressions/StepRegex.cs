using System.Text.RegularExpressions;
using Io.Cucumber.Messages.Types;
using Group = Io.Cucumber.Messages.Types.Group;

namespace ScriptWs.Testing.Expressions;

/// <summary>A regular expression that knows how its groups are nested, as Cucumber Messages show them.</summary>
internal sealed class StepRegex
{
    /// <summary>How long one step text may be matched against one pattern.</summary>
    public static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);

    private readonly Regex _regex;
    private readonly List<Node> _groups;

    /// <exception cref="ExpressionException">The pattern is malformed.</exception>
    public StepRegex(string pattern, RegexOptions options = RegexOptions.None)
    {
        try
        {
            _regex = new Regex(pattern, options | RegexOptions.CultureInvariant, MatchTimeout);
        }
        catch (ArgumentException e)
        {
            throw new ExpressionException($"/{pattern}/ is not a regular expression: {e.Message}", e);
        }

        _groups = ReadGroups(pattern);
    }

    /// <summary>The sources of the outermost groups, without their parentheses.</summary>
    public IEnumerable<string> GroupSources => _groups.Select(group => group.Source);

    /// <summary>The expression itself, for engines that match on their own.</summary>
    public Regex Regex => _regex;

    /// <summary>A pattern that has to match a whole text, whatever alternatives it consists of.</summary>
    public static string Whole(string pattern) => $"^(?:{pattern})$";

    /// <returns>The outermost groups; <c>null</c> when the text does not match.</returns>
    public List<Group>? Match(string text)
    {
        var match = _regex.Match(text);
        return match.Success ? [.. _groups.Select(group => ToMessage(group, match))] : null;
    }

    private static Group ToMessage(Node node, Match match)
    {
        var found = node.Name is { } name ? match.Groups[name] : match.Groups[node.Number];
        List<Group>? children = node.Children.Count == 0 ? null : [.. node.Children.Select(child => ToMessage(child, match))];
        return found.Success ? new Group(children!, found.Index, found.Value) : new Group(children!, null, null!);
    }

    /// <summary>Finds the capturing groups; .NET numbers those with names after the others.</summary>
    private static List<Node> ReadGroups(string pattern)
    {
        var top = new List<Node>();
        var open = new Stack<Node?>();
        var (number, inClass) = (0, false);
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\':
                    i++;
                    break;
                case '[':
                    inClass = true;
                    break;
                case ']':
                    inClass = false;
                    break;
                case '(' when !inClass:
                    open.Push(Open(i));
                    break;
                case ')' when !inClass && open.TryPop(out var closed) && closed is not null:
                    closed.Source = pattern[closed.Start..i];
                    break;
            }
        }

        return top;

        Node? Open(int i)
        {
            var (name, start) = (default(string), i + 1);
            if (i + 2 < pattern.Length && pattern[i + 1] == '?')
            {
                if (pattern[i + 2] is not ('<' or '\'') || (i + 3 < pattern.Length && pattern[i + 3] is '=' or '!')) return null;
                var end = pattern.IndexOf(pattern[i + 2] == '<' ? '>' : '\'', i + 3);
                (name, start) = (pattern[(i + 3)..end], end + 1);
            }

            var node = new Node(name, name is null ? ++number : 0, start);
            var parent = open.FirstOrDefault(group => group is not null);
            (parent?.Children ?? top).Add(node);
            return node;
        }
    }

    private sealed class Node(string? name, int number, int start)
    {
        public string? Name { get; } = name;

        public int Number { get; } = number;

        public int Start { get; } = start;

        public string Source { get; set; } = "";

        public List<Node> Children { get; } = [];
    }
}
