using System.Reflection;
using Microsoft.Extensions.Logging;

namespace ScriptWs.Tests.Architecture;

/// <summary>What is logged stands in one class of each assembly, so that the same sources give the same files, and under one number.</summary>
public sealed class LogCatalogueTests
{
    private static readonly string[] FieldsOfALine = ["time", "level", "category", "id", "message", "exception"];

    [Theory]
    [InlineData("ScriptWs")]
    [InlineData("ScriptWs.Http")]
    [InlineData("ScriptWs.Cli")]
    public void Messages_OfAnAssembly_StandInOneClass(string assembly) =>
        Assert.Equal(["Log"], Messages(assembly).Select(message => message.Method.DeclaringType!.Name).Distinct());

    [Theory]
    [InlineData("ScriptWs")]
    [InlineData("ScriptWs.Http")]
    [InlineData("ScriptWs.Cli")]
    public void EventIds_OfAnAssembly_AreUnique(string assembly) => Violations.None(
        from message in Messages(assembly)
        group message.Method.Name by message.EventId into same
        where same.Count() > 1
        select $"{assembly}: {string.Join(" and ", same)} share the event id {same.Key}; ids are never used twice");

    [Theory]
    [InlineData("ScriptWs")]
    [InlineData("ScriptWs.Http")]
    [InlineData("ScriptWs.Cli")]
    public void Parameters_OfAMessage_AreFieldsWithTheirOwnNames(string assembly) => Violations.None(
        from message in Messages(assembly)
        from parameter in message.Method.GetParameters()
        where parameter.ParameterType != typeof(ILogger) && parameter.ParameterType != typeof(LogLevel) && parameter.ParameterType != typeof(Exception)
        let isConnection = (Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType) == typeof(Guid)
        where FieldsOfALine.Contains(parameter.Name) || isConnection != (parameter.Name == "connection")
        select $"{assembly}: the field {parameter.Name} of {message.Method.Name}: a connection's id is named connection, and {string.Join(", ", FieldsOfALine)} are taken");

    private static IEnumerable<(MethodInfo Method, int EventId)> Messages(string assembly) =>
        from type in Assembly.Load(assembly).GetTypes()
        from method in type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        let message = method.GetCustomAttribute<LoggerMessageAttribute>()
        where message is not null
        select (method, message.EventId);
}
