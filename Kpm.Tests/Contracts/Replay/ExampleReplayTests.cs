using Kpm.Tests.Functions.Http;

namespace Kpm.Tests.Contracts.Replay;

/// <summary>The examples of the contract work: each is sent to the running system, whose answer is the one that the contract promises.</summary>
[Collection(ApiTests.Name)]
public sealed class ExampleReplayTests(LazyApiWorld lazy)
{
    /// <summary>Operations that are not replayed, and why.</summary>
    private static readonly Dictionary<string, string> NotReplayed = new(StringComparer.Ordinal);

    private static readonly Replayed World = new();

    public static TheoryData<string> Operations => [.. ContractDocument.Current.Operations.Select(operation => operation.Id).Except(NotReplayed.Keys)];

    [Fact]
    public void Given_TheContract_When_ItsOperationsAreCounted_Then_EachIsReplayedOrSaysWhyNot() =>
        ReplayWorld.Describe().Operations.Concat(NotReplayed.Keys).Should().BeEquivalentTo(ContractDocument.Current.Operations.Select(operation => operation.Id));

    /// <summary>That the answer is what its schema says is seen on the way: the client of the tests holds each against the contract.</summary>
    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Given_TheExampleOfAnOperation_When_Sent_Then_ItSucceedsAsTheContractSays(string id)
    {
        var world = await World.GetAsync(await lazy.GetAsync());
        var operation = ContractDocument.Current.Operations.Single(known => known.Id == id);

        var answer = await (await world.PrepareAsync(id)).SendAsync(operation);

        ((int)answer.Status).Should().Be(operation.Responses.First(response => !response.IsRefusal).Status, "{0} answered {1}: {2}", operation, answer, answer.Body);
    }

    /// <summary>The people of the examples, made once.</summary>
    private sealed class Replayed
    {
        private ReplayWorld? _world;

        public async Task<ReplayWorld> GetAsync(ApiWorld world) => _world ??= await ReplayWorld.PrepareAsync(world);
    }
}
