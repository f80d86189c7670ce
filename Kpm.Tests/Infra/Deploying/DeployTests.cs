namespace Kpm.Tests.Infra.Deploying;

/// <summary>Azure and the app are stand-ins: what is asked of them, in which order, and what is not.</summary>
public sealed class DeployTests
{
    private static readonly (string, string)[] Dev = [("ENVIRONMENT", "dev"), ("CONFIRM", "dev")];

    [Fact]
    public async Task Given_AnEnvironmentWithoutAnApp_When_Deployed_Then_ThePackageComesBeforeTheTemplateAndTheAppAfterIt()
    {
        using var world = await DeployWorld.NewAsync();

        var (code, said) = await world.RunAsync("deploy", Dev);

        code.Should().Be(0, said);
        world.Live.Should().Be(world.Newest);
        world.Calls.Should().Equal(
            "az account show --query name --output tsv",
            "az group show --name kpm-dev --output none",
            $"publish {world.Newest} of main at {world.Newest}",
            "az deployment group show --resource-group kpm-dev --name main --query properties.outputs --output json",
            "az account show --query name --output tsv",
            "az group show --name kpm-dev --output none",
            "az deployment group what-if --resource-group kpm-dev --name main --parameters infra/main.dev.bicepparam --validation-level ProviderNoRbac",
            "az deployment group create --resource-group kpm-dev --name main --parameters infra/main.dev.bicepparam --output none",
            "az deployment group show --resource-group kpm-dev --name main --query properties.outputs --output json",
            $"az functionapp deployment source config-zip --resource-group kpm-dev --name the-app --src {world.PackageOf(world.Newest)} --timeout 600 --output none");
    }

    [Fact]
    public async Task Given_AVersionThatRuns_When_TheNextIsDeployed_Then_TheGroupSaysWhatRanBefore()
    {
        using var world = await (await DeployWorld.NewAsync()).WithOlderAsync();

        var (code, said) = await world.RunAsync("deploy", Dev);

        code.Should().Be(0, said);
        world.Live.Should().Be(world.Newest);
        world.Calls[^1].Should().Be($"az group update --name kpm-dev --set tags.kpmBefore={world.Older} --output none");
        world.Calls.Should().ContainSingle(call => call.StartsWith("publish", StringComparison.Ordinal), "the package of the version that runs was kept");
    }

    [Fact]
    public async Task Given_AVersionThatRunsAndNoPackageOfIt_When_TheNextIsDeployed_Then_ItIsBuiltAgainBeforeAnythingChanges()
    {
        using var world = await (await DeployWorld.NewAsync()).WithOlderAsync();
        File.Delete(world.PackageOf(world.Older));

        (await world.RunAsync("deploy", Dev)).Code.Should().Be(0);

        var calls = world.Calls.ToList();
        calls.IndexOf($"publish {world.Older} of main at {world.Older}").Should().BePositive()
            .And.BeLessThan(calls.FindIndex(call => call.StartsWith("az deployment group create", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Given_AVersionThatDoesNotWork_When_Deployed_Then_TheOneBeforeIsPutBackAndTheDeploymentFails()
    {
        using var world = await (await DeployWorld.NewAsync()).WithOlderAsync();
        world.Note("sick", world.Newest);

        var (code, said) = await world.RunAsync("deploy", Dev);

        code.Should().Be(1);
        said.Should().Contain($"{world.Newest} did not work; dev runs {world.Older} again");
        world.Live.Should().Be(world.Older);
        Puts(world).Should().Equal(world.Newest, world.Older);
        world.Calls.Should().NotContain(call => call.StartsWith("az group update", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Given_NoVersionThatWorks_When_Deployed_Then_ItSaysSo()
    {
        using var world = await (await DeployWorld.NewAsync()).WithOlderAsync();
        world.Note("sick", $"{world.Newest}\n{world.Older}");

        var (code, said) = await world.RunAsync("deploy", Dev);

        code.Should().Be(1);
        said.Should().Contain($"neither {world.Newest} nor {world.Older} works in dev");
    }

    [Fact]
    public async Task Given_AFirstVersionThatDoesNotWork_When_Deployed_Then_ThereIsNothingToGoBackTo()
    {
        using var world = await DeployWorld.NewAsync();
        world.Note("sick", world.Newest);

        var (code, said) = await world.RunAsync("deploy", Dev);

        code.Should().Be(1);
        said.Should().Contain("there is nothing to go back to");
        Puts(world).Should().Equal(world.Newest);
    }

    [Fact]
    public async Task Given_ATemplateThatFails_When_Deployed_Then_TheAppIsLeftAlone()
    {
        using var world = await (await DeployWorld.NewAsync()).WithOlderAsync();
        world.Note("broken-template");

        (await world.RunAsync("deploy", Dev)).Code.Should().Be(1);

        Puts(world).Should().BeEmpty();
        world.Live.Should().Be(world.Older);
    }

    [Fact]
    public async Task Given_EarlierVersions_When_RolledBack_Then_TheOneThatRanBeforeOrTheOneAskedForIsPut()
    {
        using var world = await (await DeployWorld.NewAsync()).WithOlderAsync();
        (await world.RunAsync("rollback", Dev)).Said.Should().Contain("no version ran in dev before");
        (await world.RunAsync("deploy", Dev)).Code.Should().Be(0);

        (await world.RunAsync("rollback", Dev)).Code.Should().Be(0);
        world.Live.Should().Be(world.Older);
        (await world.RunAsync("rollback", Dev)).Code.Should().Be(0);
        world.Live.Should().Be(world.Older, "a repeat changes nothing");
        (await world.RunAsync("rollback", [.. Dev, ("VERSION", world.Newest[..10])])).Code.Should().Be(0);
        world.Live.Should().Be(world.Newest);
        (await world.RunAsync("rollback", [.. Dev, ("VERSION", "nonsense")])).Said.Should().Contain("git does not know nonsense");
        world.Calls.Where(call => call.StartsWith("az deployment group create", StringComparison.Ordinal)).Should().ContainSingle("a way back leaves the resources alone");
    }

    /// <summary>The commits of the packages that were sent to the app.</summary>
    private static IEnumerable<string> Puts(DeployWorld world) =>
        world.Calls.Where(call => call.Contains(" config-zip ", StringComparison.Ordinal)).Select(call => call.Split("kpm-")[^1][..40]);
}
