namespace ScriptWs.Tests.Samples;

/// <summary>scripts/chat.js as its users see it.</summary>
public sealed class ChatTests
{
    [Fact]
    public async Task Newcomer_OnConnecting_IsWelcomedAndAnnounced()
    {
        await using var chat = await SampleServer.StartAsync("scripts/chat.js");
        using var anna = await chat.ConnectAsync();
        Assert.Equal("* Welcome, guest-1. /name NEW changes your name, /help lists the commands.", await anna.ReceiveTextAsync());
        Assert.Equal("* You are in lobby, with 0 others.", await anna.ReceiveTextAsync());

        using var bert = await chat.ConnectAsync();

        Assert.Equal("* guest-2 came.", await anna.ReceiveTextAsync());
        Assert.StartsWith("* Welcome, guest-2.", await bert.ReceiveTextAsync(), StringComparison.Ordinal);
        Assert.Equal("* You are in lobby, with 1 other.", await bert.ReceiveTextAsync());
    }

    [Fact]
    public async Task Line_Said_ReachesEveryoneInTheRoomOnly()
    {
        await using var chat = await SampleServer.StartAsync("scripts/chat.js");
        using var anna = await EnterAsync(chat, "anna", "garden");
        using var carl = await EnterAsync(chat, "carl", "kitchen");
        using var bert = await EnterAsync(chat, "bert", "garden");
        Assert.Equal("* bert came.", await anna.ReceiveTextAsync());

        await bert.SendAsync("hello");
        await carl.SendAsync("anybody?");

        Assert.Equal("<bert> hello", await anna.ReceiveTextAsync());
        Assert.Equal("<bert> hello", await bert.ReceiveTextAsync());
        Assert.Equal("<carl> anybody?", await carl.ReceiveTextAsync());
    }

    [Fact]
    public async Task PrivateMessage_Sent_ReachesOneAndIsConfirmed()
    {
        await using var chat = await SampleServer.StartAsync("scripts/chat.js");
        using var anna = await EnterAsync(chat, "anna", "garden");
        using var bert = await EnterAsync(chat, "bert", "kitchen");

        await anna.SendAsync("/msg BERT see you at nine");

        Assert.Equal("(from anna) see you at nine", await bert.ReceiveTextAsync());
        Assert.Equal("(to bert) see you at nine", await anna.ReceiveTextAsync());
    }

    [Fact]
    public async Task History_OfARoom_IsTheLast50Lines()
    {
        await using var chat = await SampleServer.StartAsync("scripts/chat.js");
        using var anna = await EnterAsync(chat, "anna", "garden");
        foreach (var number in Enumerable.Range(1, 60))
        {
            await anna.SendAsync($"line {number}");
            await anna.ReceiveTextAsync();
        }

        using var bert = await EnterAsync(chat, "bert", "garden");

        foreach (var number in Enumerable.Range(11, 50))
            Assert.Matches($@"^# \d\d:\d\d <anna> line {number}$", await bert.ReceiveTextAsync());
        await bert.SendAsync("/who");
        Assert.Equal("* In garden (2): anna, bert", await bert.ReceiveTextAsync());
    }

    [Fact]
    public async Task Person_WhoLeaves_IsAnnouncedAndGivesTheNameBack()
    {
        await using var chat = await SampleServer.StartAsync("scripts/chat.js");
        using var anna = await EnterAsync(chat, "anna", "garden");
        using var bert = await EnterAsync(chat, "bert", "garden");
        Assert.Equal("* bert came.", await anna.ReceiveTextAsync());

        bert.Abort();
        Assert.Equal("* bert left.", await anna.ReceiveTextAsync());
        await anna.SendAsync("/name bert");

        Assert.Equal("* anna is now bert.", await anna.ReceiveTextAsync());
    }

    [Theory]
    [InlineData("/name", "! A name is 1 to 20 letters, digits, - or _: /name anna")]
    [InlineData("/name this-name-is-far-too-long", "! A name is 1 to 20 letters, digits, - or _: /name anna")]
    [InlineData("/name two words", "! A name is 1 to 20 letters, digits, - or _: /name anna")]
    [InlineData("/name BERT", "! BERT is taken; choose another name.")]
    [InlineData("/join <lobby>", "! A room's name is 1 to 20 letters, digits, - or _: /join garden")]
    [InlineData("/join GARDEN", "! You are in garden already.")]
    [InlineData("/msg", "! Whom, and what? /msg anna See you at nine.")]
    [InlineData("/msg nobody hello", "! nobody is not here. /who lists the people in your room.")]
    [InlineData("/dance", "! There is no /dance. /help lists the commands.")]
    [InlineData("/constructor", "! There is no /constructor. /help lists the commands.")]
    [InlineData("/rooms", "* Rooms: garden (1), kitchen (1), lobby (0)")]
    [InlineData("/help", "* Commands: /name NEW, /join ROOM, /who, /rooms, /msg NAME TEXT, /help. Anything else is said in the room.")]
    [InlineData("one\n* bert left.", "<anna> one * bert left.")]
    public async Task Line_OfAnyKind_IsAnsweredInOneLine(string line, string expected)
    {
        await using var chat = await SampleServer.StartAsync("scripts/chat.js");
        using var bert = await EnterAsync(chat, "bert", "kitchen");
        using var anna = await EnterAsync(chat, "anna", "garden");

        await anna.SendAsync(line);

        Assert.Equal(expected, await anna.ReceiveTextAsync());
    }

    [Fact]
    public async Task Typing_IsToldToThoseInTheRoomWhoTellOfTheirs()
    {
        await using var chat = await SampleServer.StartAsync("scripts/chat.js");
        using var anna = await EnterAsync(chat, "anna", "garden");
        using var bert = await EnterAsync(chat, "bert", "garden");
        using var carl = await EnterAsync(chat, "carl", "garden");
        await anna.SendAsync("/typing on");
        await anna.SendAsync("/msg anna ready");
        foreach (var expected in new[] { "* bert came.", "* carl came.", "(from anna) ready", "(to anna) ready" }) Assert.Equal(expected, await anna.ReceiveTextAsync());
        Assert.Equal("* carl came.", await bert.ReceiveTextAsync());

        await bert.SendAsync("/typing");
        await bert.SendAsync("hello");

        Assert.Equal("~ bert", await anna.ReceiveTextAsync());
        Assert.Equal("<bert> hello", await anna.ReceiveTextAsync());
        Assert.Equal("<bert> hello", await bert.ReceiveTextAsync());
        Assert.Equal("<bert> hello", await carl.ReceiveTextAsync());
    }

    [Fact]
    public async Task Line_OverTheLimit_IsRefused()
    {
        await using var chat = await SampleServer.StartAsync("scripts/chat.js");
        using var anna = await EnterAsync(chat, "anna", "garden");

        await anna.SendAsync(new string('x', 2001));

        Assert.Equal("! At most 2000 characters, please.", await anna.ReceiveTextAsync());
    }

    [Fact]
    public async Task Rooms_OverTheLimit_AreRefusedUntilOneIsEmpty()
    {
        await using var chat = await SampleServer.StartAsync("scripts/chat.js");
        var people = new List<DotNetClient>();
        foreach (var number in Enumerable.Range(1, 99))
            people.Add(await EnterAsync(chat, $"p{number}", $"room-{number}"));
        using var anna = await EnterAsync(chat, "anna", "lobby");

        await anna.SendAsync("/join one-more");
        Assert.Equal("! There are 100 rooms already. /rooms lists them.", await anna.ReceiveTextAsync());
        await people[0].SendAsync("/join room-2");
        Assert.StartsWith("* You are in room-2", await people[0].ReceiveTextAsync(), StringComparison.Ordinal);
        await anna.SendAsync("/join one-more");

        Assert.Equal("* You are in one-more, with 0 others.", await anna.ReceiveTextAsync());
        people.ForEach(person => person.Dispose());
    }

    /// <summary>A client with this name in this room, up to the line that says so.</summary>
    private static async Task<DotNetClient> EnterAsync(SampleServer chat, string name, string room)
    {
        var client = await chat.ConnectAsync();
        await client.SendAsync($"/name {name}");
        await ReadUntilAsync(client, line => line.EndsWith($" is now {name}.", StringComparison.Ordinal));
        if (room == "lobby")
            return client;

        await client.SendAsync($"/join {room}");
        await ReadUntilAsync(client, line => line.StartsWith($"* You are in {room},", StringComparison.Ordinal));
        return client;
    }

    private static async Task ReadUntilAsync(DotNetClient client, Func<string, bool> found)
    {
        while (!found(await client.ReceiveTextAsync()))
        {
        }
    }
}
