using Jint;
using Jint.Native;

namespace ScriptWs.Scripting.Json;

/// <summary>
/// What objects look like that a script has parsed: a tree of property names. Objects with the same names in the same
/// order share one layout, so that scripts read them as fast as object literals, and names are made once.
/// </summary>
internal sealed class JsonLayouts
{
    /// <summary>Places in the tree at most, and after one place: clients choose the names. A full tree is emptied.</summary>
    private const int MaxPlaces = 4096;

    private const int MaxFollowing = 64;
    private const int MaxNameLength = 64;
    private const int MaxProperties = 32;

    private static readonly List<Place> NoPlaces = [];

    private Place _root = new("", null);
    private int _places;
    private bool _full;

    /// <summary>The place before the first name of an object.</summary>
    public Place Root => _root;

    /// <summary>Before a text: a place is not used after the next one has begun.</summary>
    public void Begin()
    {
        if (!_full) return;

        (_root, _places, _full) = (new Place("", null), 0, false);
    }

    /// <summary>The place after one more name.</summary>
    public Place Step(Place place, ReadOnlySpan<char> name)
    {
        if (place.Likely is { } likely && name.SequenceEqual(likely.Name)) return likely;

        foreach (var following in place.Following)
        {
            if (name.SequenceEqual(following.Name)) return place.Likely = following;
        }

        if (!place.IsShared || !Fits(place, name)) return new Place(name.ToString(), place) { IsShared = false };

        _full |= _places == MaxPlaces || place.Following.Count == MaxFollowing;
        var next = new Place(name.ToString(), place) { IsShared = !_full };
        if (_full) return next;

        _places++;
        place.Add(next);
        return place.Likely = next;
    }

    private static bool Fits(Place place, ReadOnlySpan<char> name) =>
        place.Count < MaxProperties && name.Length is > 0 and <= MaxNameLength && !char.IsDigit(name[0]) && !name.SequenceEqual("__proto__") && !place.Has(name);

    /// <summary>A sequence of names.</summary>
    public sealed class Place(string name, Place? before)
    {
        private readonly Place? _before = before;
        private JsObjectLayout? _layout;
        private List<Place>? _following;

        public string Name { get; } = name;

        public int Count { get; } = before is null ? 0 : before.Count + 1;

        /// <summary>Whether a layout can have these names: each once, and in this order.</summary>
        public bool IsShared { get; init; } = true;

        public List<Place> Following => _following ?? NoPlaces;

        /// <summary>The one that came last.</summary>
        public Place? Likely { get; set; }

        public void Add(Place next) => (_following ??= []).Add(next);

        public bool Has(ReadOnlySpan<char> name)
        {
            for (var place = this; place.Count > 0; place = place._before!)
            {
                if (name.SequenceEqual(place.Name)) return true;
            }

            return false;
        }

        public JsObject Create(Engine engine, ReadOnlySpan<JsValue> values)
        {
            if (Count == 0) return new JsObject(engine);
            if (IsShared) return JsObject.Create(engine, _layout ??= new JsObjectLayout(AllNames()), values);

            var created = new JsObject(engine);
            var names = AllNames();
            for (var i = 0; i < names.Length; i++) created.CreateDataProperty(JsString.Create(names[i]), values[i]);
            return created;
        }

        public string[] AllNames()
        {
            var names = new string[Count];
            for (var place = this; place.Count > 0; place = place._before!) names[place.Count - 1] = place.Name;
            return names;
        }
    }
}
