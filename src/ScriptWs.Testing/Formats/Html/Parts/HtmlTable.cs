namespace ScriptWs.Testing.Formats.Html;

/// <summary>A data table; its first row is its head, unless it is the only one.</summary>
internal static class HtmlTable
{
    public static void Write(HtmlWriter html, IReadOnlyList<IEnumerable<string>> rows)
    {
        html.Write($"<div class=\"table\" tabindex=\"0\"><table>");
        if (rows.Count > 1)
        {
            html.Write($"<thead><tr>");
            foreach (var cell in rows[0])
                html.Write($"<th scope=\"col\">{cell}</th>");
            html.Write($"</tr></thead>");
        }

        html.Write($"<tbody>");
        foreach (var row in rows.Skip(rows.Count > 1 ? 1 : 0))
        {
            html.Write($"<tr>");
            foreach (var cell in row)
                html.Write($"<td>{cell}</td>");
            html.Write($"</tr>");
        }

        html.Write($"</tbody></table></div>");
    }
}
