using Jint;
using Jint.Native;
using Jint.Runtime;
using Jint.Runtime.Modules;

namespace ScriptWs.Scripting;

/// <summary>
/// Fills <c>import.meta</c>: <c>url</c> is the file's path relative to the script root, for a path of the machine is nothing a
/// script needs.
/// </summary>
internal sealed class ImportMetaHost(ScriptModule module) : Host
{
    public override List<KeyValuePair<JsValue, JsValue>> GetImportMetaProperties(Module moduleRecord) =>
        [new(JsString.Create("url"), JsString.Create(module.PathOf(moduleRecord.Location)))];
}
