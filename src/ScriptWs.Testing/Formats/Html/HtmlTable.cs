namespace ScriptWs.Testing.Formats.Html;

/// <summary>A data table; its first row is its head.</summary>
internal static class HtmlTable
{
    public static void Write(HtmlWriter html, IReadOnlyList<IEnumerable<string>> rows)
    {
        html.Write($"<div class=\"table\" tabindex=\"0\"><table>");
        foreach (var (index, row) in rows.Index())
        {
            html.Write($"<tr>");
            foreach (var cell in row)
            {
                if (index == 0 && rows.Count > 1)
                    html.Write($"<th scope=\"col\">{cell}</th>");
                else
                    html.Write($"<td>{cell}</td>");
            }

            html.Write($"</tr>");
        }

        html.Write($"</table></div>");
    }
}
