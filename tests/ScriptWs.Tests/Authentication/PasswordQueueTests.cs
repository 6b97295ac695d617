using System.Collections.Concurrent;
using ScriptWs.Authentication;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Authentication;

public sealed class PasswordQueueTests
{
    private static readonly TimeSpan Bound = Patience.Limit;
    private static readonly UserDirectory Users = new(GuardedServer.Guarded.Users);
    private static readonly Credentials Right = new("basic", "alice", GuardedServer.Password), Wrong = new("basic", "alice", GuardedServer.WrongPassword);

    [Fact]
    public async Task Passwords_RightAndWrong_AreToldApart()
    {
        var queue = new PasswordQueue(Users, 1);

        var answers = await Task.WhenAll(Check(queue, Right), Check(queue, Wrong), Check(queue, Right with { Name = "nobody" })).WaitAsync(Bound, TestContext.Current.CancellationToken);

        Assert.Equal(["alice", null, null], answers.Select(user => user?.Name));
    }

    [Fact]
    public async Task Queue_WithOneThread_ChecksOneAfterTheOther()
    {
        var queue = new PasswordQueue(Users, 1);
        var threads = new ConcurrentBag<int>();
        using var all = new CountdownEvent(20);

        // The first holds the thread until all wait, so that none finds it gone.
        using var first = new ManualResetEventSlim();
        for (var i = 0; i < 20; i++)
        {
            Assert.True(queue.TryAdd(Right, "a", () => true, _ =>
            {
                first.Wait(Bound);
                threads.Add(Environment.CurrentManagedThreadId);
                all.Signal();
            }));
        }

        first.Set();
        await Task.Run(() => Assert.True(all.Wait(Bound)), TestContext.Current.CancellationToken);

        Assert.Single(threads.Distinct());
    }

    [Fact]
    public async Task Queue_ThatIsFullForOneAddress_TakesOthers()
    {
        var queue = new PasswordQueue(Users, 1);
        var hold = new ManualResetEventSlim(); // Not disposed: its waiter wakes when this test may be over.
        var held = new TaskCompletionSource();
        queue.TryAdd(Right, "x", () => Hold(held, hold), _ => { });
        await held.Task.WaitAsync(Bound, TestContext.Current.CancellationToken);

        var taken = Enumerable.Range(0, 2 * PasswordQueue.MaxWaitingPerAddress).Count(_ => queue.TryAdd(Right, "a", () => false, _ => { }));
        var other = queue.TryAdd(Right, "b", () => false, _ => { });
        hold.Set();

        Assert.Equal(PasswordQueue.MaxWaitingPerAddress, taken);
        Assert.True(other);
    }

    [Fact]
    public async Task Queue_ThatIsFull_TakesNothingMore()
    {
        var queue = new PasswordQueue(Users, 1);
        var hold = new ManualResetEventSlim(); // Not disposed: its waiter wakes when this test may be over.
        var held = new TaskCompletionSource();
        queue.TryAdd(Right, "x", () => Hold(held, hold), _ => { });
        await held.Task.WaitAsync(Bound, TestContext.Current.CancellationToken);

        var taken = Enumerable.Range(0, 2 * PasswordQueue.MaxWaiting).Count(i => queue.TryAdd(Right, $"a{i}", () => false, _ => { }));
        hold.Set();

        Assert.Equal(PasswordQueue.MaxWaiting, taken);
    }

    [Fact]
    public async Task Password_OfAClientThatHasGone_IsNotChecked()
    {
        var queue = new PasswordQueue(Users, 1);
        var answered = new List<string>();

        queue.TryAdd(Right, "a", () => false, _ => answered.Add("gone"));
        await Check(queue, Right).WaitAsync(Bound, TestContext.Current.CancellationToken);

        Assert.Empty(answered);
    }

    private static bool Hold(TaskCompletionSource held, ManualResetEventSlim hold)
    {
        held.SetResult();
        return hold.Wait(Bound) && false;
    }

    private static Task<KnownUser?> Check(PasswordQueue queue, Credentials credentials)
    {
        var answer = new TaskCompletionSource<KnownUser?>();
        Assert.True(queue.TryAdd(credentials, "a", () => true, answer.SetResult));
        return answer.Task;
    }
}
