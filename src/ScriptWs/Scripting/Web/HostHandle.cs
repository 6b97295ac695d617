using Jint;
using Jint.Native.Object;

namespace ScriptWs.Scripting;

/// <summary>An object of the host that our JavaScript passes back to it. It has no members, and no script gets hold of it.</summary>
internal sealed class HostHandle<T>(Engine engine, T value) : ObjectInstance(engine)
{
    public T Value => value;
}
