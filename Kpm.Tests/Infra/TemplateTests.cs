namespace Kpm.Tests.Infra;

/// <summary>The template compiles without a word, and the committed snapshots say what it makes.</summary>
public sealed class TemplateTests
{
    [Theory]
    [InlineData("build")]
    [InlineData("lint")]
    public async Task Given_TheTemplate_When_Checked_Then_ThereIsNoDiagnostic(string verb)
    {
        string[] arguments = verb == "build" ? [verb, "main.bicep", "--stdout"] : [verb, "main.bicep"];

        var answer = await BicepCompiler.RunAsync(arguments);

        answer.Diagnostics.Should().BeEmpty();
        answer.ExitCode.Should().Be(0);
    }

    [Theory]
    [MemberData(nameof(PredictedEnvironment.Names), MemberType = typeof(PredictedEnvironment))]
    public async Task Given_TheParametersOfAnEnvironment_When_Built_Then_ThereIsNoDiagnostic(string environment)
    {
        var answer = await BicepCompiler.RunAsync("build-params", $"main.{environment}.bicepparam", "--stdout");

        answer.Diagnostics.Should().BeEmpty();
        answer.ExitCode.Should().Be(0);
    }

    [Theory]
    [MemberData(nameof(PredictedEnvironment.Names), MemberType = typeof(PredictedEnvironment))]
    public async Task Given_TheCommittedSnapshot_When_Validated_Then_TheTemplateMakesJustThat(string environment)
    {
        var answer = await BicepCompiler.RunAsync(["snapshot", $"main.{environment}.bicepparam", "--mode", "validate", .. BicepCompiler.Placed($"kpm-{environment}")]);

        answer.ExitCode.Should().Be(0, answer.Output + answer.Diagnostics);
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("qa")]
    public async Task Given_AnEnvironmentOutsideProd_When_PutIntoTheResourceGroupOfAnother_Then_ItIsRefused(string environment)
    {
        var answer = await BicepCompiler.RunAsync(["snapshot", $"main.{environment}.bicepparam", "--mode", "validate", .. BicepCompiler.Placed("kpm-prod")]);

        answer.ExitCode.Should().NotBe(0);
        (answer.Output + answer.Diagnostics).Should().Contain($"does not carry the name of the environment, {environment}");
    }
}
