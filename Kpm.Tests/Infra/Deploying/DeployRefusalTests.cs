namespace Kpm.Tests.Infra.Deploying;

/// <summary>What stops a deployment before anything is changed.</summary>
public sealed class DeployRefusalTests
{
    [Theory]
    [InlineData("deploy", "")]
    [InlineData("deploy", "test")]
    [InlineData("deploy", "Prod")]
    [InlineData("rollback", "live")]
    [InlineData("what-if", "dev prod")]
    public async Task Given_AnUnknownEnvironment_When_AScriptRuns_Then_AzureIsNotAsked(string script, string environment)
    {
        using var world = await DeployWorld.NewAsync();

        var (code, said) = await world.RunAsync(script, ("ENVIRONMENT", environment), ("CONFIRM", environment));

        code.Should().Be(1);
        said.Should().Contain("ENVIRONMENT must be dev, qa or prod");
        world.Calls.Should().BeEmpty();
    }

    [Theory]
    [InlineData("prod", "")]
    [InlineData("prod", "yes")]
    [InlineData("prod", "dev")]
    [InlineData("dev", "")]
    public async Task Given_NobodyToAsk_When_TheEnvironmentIsNotConfirmedByItsName_Then_NothingIsChanged(string environment, string confirm)
    {
        using var world = await DeployWorld.NewAsync();

        var (code, said) = await world.RunAsync("deploy", ("ENVIRONMENT", environment), ("CONFIRM", confirm));

        code.Should().Be(1);
        said.Should().Contain($"CONFIRM={environment}");
        world.Calls[^1].Should().StartWith("az deployment group what-if");
    }

    [Theory]
    [InlineData("yes", 1)]
    [InlineData("", 1)]
    [InlineData("prod", 0)]
    public async Task Given_SomebodyAtATerminal_When_ProdIsDeployed_Then_ItsNameMustBeTyped(string typed, int expected)
    {
        using var world = await DeployWorld.NewAsync();

        var (code, said) = await world.RunTypingAsync("deploy", typed, ("ENVIRONMENT", "prod"));

        code.Should().Be(expected, said);
        world.Live.Should().Be(expected == 0 ? world.Newest : "");
    }

    [Theory]
    [InlineData("logged-out", "nobody is logged in")]
    [InlineData("no-group", "there is no resource group kpm-dev")]
    public async Task Given_NoPlaceToPutThingsInto_When_Deployed_Then_ItSaysWhatIsMissing(string state, string reason)
    {
        using var world = await DeployWorld.NewAsync();
        world.Note(state);

        await ShouldStopAsync(world, reason);
    }

    [Fact]
    public async Task Given_AChangeThatNoCommitHolds_When_Deployed_Then_ItIsRefused()
    {
        using var world = await DeployWorld.NewAsync();
        await File.WriteAllTextAsync(Path.Combine(world.Clone, "new.cs"), "", TestContext.Current.CancellationToken);

        await ShouldStopAsync(world, "there are changes that no commit holds");
    }

    [Fact]
    public async Task Given_APackageWithTheStandIn_When_Deployed_Then_ItIsRefusedAndNotKept()
    {
        using var world = await DeployWorld.NewAsync();
        await File.WriteAllTextAsync(Path.Combine(world.StateOf("app"), PackageRules.Extensions), """{ "extensions": [] }""", TestContext.Current.CancellationToken);

        await ShouldStopAsync(world, "refused: 'serviceBusTrigger' of 1 functions, such as SendEmail: extensions.json has no ServiceBus");

        File.Exists(world.PackageOf(world.Newest)).Should().BeFalse();
    }

    [Fact]
    public async Task Given_AVersionThatGitDoesNotKnow_When_TheNextIsDeployed_Then_ItIsRefusedUnlessNoWayBackIsWanted()
    {
        using var world = await (await DeployWorld.NewAsync()).WithOlderAsync();
        world.Live = new string('0', 40);

        await ShouldStopAsync(world, "there is no package of it to go back to");
        (await world.RunAsync("deploy", ("ENVIRONMENT", "dev"), ("CONFIRM", "dev"), ("NO_WAY_BACK", "yes"))).Code.Should().Be(0);

        world.Live.Should().Be(world.Newest);
    }

    [Fact]
    public async Task Given_ManyPackages_When_OneIsMade_Then_TenAreKept()
    {
        using var world = await DeployWorld.NewAsync();
        Directory.CreateDirectory(Path.GetDirectoryName(world.PackageOf(""))!);
        for (var old = 0; old < 12; old++)
        {
            await File.WriteAllTextAsync(world.PackageOf($"old{old}"), "", TestContext.Current.CancellationToken);
            File.SetLastWriteTimeUtc(world.PackageOf($"old{old}"), DateTime.UnixEpoch.AddDays(old));
        }

        var (code, said) = await world.RunAsync("package");

        code.Should().Be(0, said);
        said.Should().Contain(world.PackageOf(world.Newest));
        Directory.GetFiles(Path.Combine(world.Clone, ".packages")).Should().BeEquivalentTo([world.PackageOf(world.Newest), .. Enumerable.Range(3, 9).Select(old => world.PackageOf($"old{old}"))]);
        (await world.MustAsync("git", "worktree", "list")).Split('\n').Should().ContainSingle("the checkout that it was built in is gone");
    }

    private static async Task ShouldStopAsync(DeployWorld world, string reason)
    {
        var before = world.Live;

        var (code, said) = await world.RunAsync("deploy", ("ENVIRONMENT", "dev"), ("CONFIRM", "dev"));

        code.Should().Be(1);
        said.Should().Contain(reason);
        world.Live.Should().Be(before);
        world.Calls.Should().NotContain(call => call.StartsWith("az deployment group create", StringComparison.Ordinal) || call.StartsWith("az functionapp", StringComparison.Ordinal));
    }
}
