using Acornima.Ast;
using Jint.Native;

namespace ScriptWs.Scripting.Checking;

/// <summary>Checks the schedules of jobs that a script writes out.</summary>
internal static class JobCheck
{
    public static void Check(ScriptModule module, ExportedNames exports, ScriptFindings findings)
    {
        var value = exports.ValueOf(module.Entry, JobReader.Export);
        if (value is Literal or TemplateLiteral or ObjectExpression or IFunction or IClass)
            findings.AddProblem(JobReader.DescribeNoList(ScriptPlace.Text(value.Location)));
        if (value is not ArrayExpression list) return;

        foreach (var (index, job) in list.Elements.Index())
        {
            if (job is SpreadElement) return; // The numbers of those behind it are unknown.

            var where = $"{ScriptPlace.Text((job ?? list).Location)}: jobs[{index}]";
            try
            {
                if (job is null or Literal or ArrayExpression or IFunction) findings.AddProblem(JobReader.DescribeNoObject(where));
                else if (job is ObjectExpression literal) Check(LiteralObject.Of(literal), where);
            }
            catch (ScriptLoadException e)
            {
                findings.AddProblem(e.Message);
            }
        }
    }

    private static void Check(LiteralObject job, string where)
    {
        if (!job.IsWhole) return;
        if (job.Value("run") is null or Literal) throw new ScriptLoadException(JobReader.DescribeNoRun(where));
        if (ValueOf(job, "every") is { } every && ValueOf(job, "cron") is { } cron && ValueOf(job, "zone") is { } zone)
            JobReader.ScheduleOf(every, cron, zone, where);
    }

    /// <returns><c>null</c> when only running the script would tell.</returns>
    private static JsValue? ValueOf(LiteralObject job, string name) => job.Value(name) switch
    {
        null => JsValue.Undefined,
        StringLiteral text => new JsString(text.Value),
        NumericLiteral number => JsNumber.Create(number.Value),
        _ => null,
    };
}
