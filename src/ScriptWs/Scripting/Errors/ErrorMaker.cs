using Jint;
using Jint.Runtime;

namespace ScriptWs.Scripting;

/// <summary>Makes an error with a name that the language does not have.</summary>
internal delegate JavaScriptException ErrorMaker(Engine engine, string name, string message);
