using Kpm.Tests.Infra.Deploying;
using Kpm.Tests.Local;

namespace Kpm.Tests.Infra.Workflows;

/// <summary>The workflows of continuous integration, which cannot run here: their form, who may do what in them, and the way to prod.</summary>
public sealed class WorkflowTests : IDisposable
{
    private const string Checkout = "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1";

    private const string Good =
        $$"""
        name: made
        on: push
        permissions: {}
        jobs:
          test:
            runs-on: ubuntu-24.04
            timeout-minutes: 5
            permissions:
              contents: read
            steps:
              - uses: {{Checkout}}
                with:
                  persist-credentials: false
              - run: make test
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("kpm-workflows-").FullName;

    [Fact]
    public async Task Given_TheWorkflows_When_Linted_Then_ThereIsNoDiagnostic()
    {
        var (code, said) = await LintAsync(Path.Combine(WorkflowFile.Folder, "workflows"));

        code.Should().Be(0, said);
        said.Should().Contain("Checking 2 workflow file(s)");
    }

    [Theory]
    [InlineData("runs-on: ubuntu-24.04", "runs_on: ubuntu-24.04")]
    [InlineData("timeout-minutes: 5", "timeout-minutes: 5\n    needs: absent")]
    [InlineData("run: make test", "run: make ${{ absent.name }}")]
    public async Task Given_AWorkflowThatIsNone_When_Linted_Then_ItIsRefused(string right, string wrong)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "made.yml"), Changed(right, wrong), TestContext.Current.CancellationToken);

        (await LintAsync(_folder)).Code.Should().Be(1);
    }

    [Fact]
    public void Given_TheWorkflowsAndActions_When_HeldAgainstTheRules_Then_AllHold()
    {
        WorkflowFile.All.Should().HaveCount(3);
        WorkflowFile.All.SelectMany(file => WorkflowRules.Broken(file).Select(broken => $"{file.Name}: {broken}")).Should().BeEmpty();
        WorkflowRules.Broken(WorkflowFile.Parse(Good)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1", "@v7", "not pinned by commit")]
    [InlineData("@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1", "@3d3c42e", "not pinned by commit")]
    [InlineData(" # v7.0.1", "", "not pinned by commit")]
    [InlineData(Checkout, "docker://alpine", "not pinned by commit")]
    [InlineData("- run: make test", "- run: make test\n        env:\n          KEY: ${{ secrets.KEY }}", "there is a secret")]
    [InlineData("on: push", "on: pull_request_target", "code of strangers")]
    [InlineData("make test", "echo ${{ github.head_ref }}", "an expression is put into a script")]
    [InlineData("persist-credentials: false", "fetch-depth: 0", "the checkout leaves its token behind")]
    [InlineData("permissions: {}", "permissions: read-all", "the workflow must say permissions: {}")]
    [InlineData("permissions: {}\n", "", "the workflow must say permissions: {}")]
    [InlineData("    permissions:\n      contents: read\n", "", "test does not state its permissions")]
    [InlineData("contents: read", "contents: write", "test may write contents")]
    [InlineData("    timeout-minutes: 5\n", "", "test has no end")]
    [InlineData("contents: read", "id-token: write", "test logs in to Azure without an environment")]
    [InlineData("- run: make test", "- uses: Azure/login@f5d393ae46f8fde4be8b75f32e3fc50e654ad0ca # v3.0.1", "test logs in to Azure without an environment")]
    public void Given_AWorkflowThatBreaksARule_When_HeldAgainstThem_Then_TheRuleIsNamed(string right, string wrong, string rule) =>
        WorkflowRules.Broken(WorkflowFile.Parse(Changed(right, wrong))).Should().ContainSingle().Which.Should().StartWith(rule);

    [Fact]
    public void Given_AJobThatCallsAWorkflowOfOthers_When_HeldAgainstTheRules_Then_ItIsRefused() =>
        WorkflowRules.Broken(WorkflowFile.Parse(
            """
            permissions: {}
            jobs:
              prod:
                permissions: {}
                uses: owner/name/.github/workflows/deploy.yml@3d3c42e5aac5ba805825da76410c181273ba90b1 # v1.0.0
            """)).Should().Equal("prod calls a workflow of others");

    [Fact]
    public void Given_TheWayToProd_When_Followed_Then_ItLeadsThroughTestsAndThePackageAndDevAndQaEachInItsEnvironment()
    {
        var jobs = WorkflowFile.All.Single(file => file.Name == "workflows/kpm.yml").Root["jobs"]!;
        var called = WorkflowFile.All.Single(file => file.Name == "workflows/deploy.yml").Root["jobs"]!["deploy"]!;

        foreach (var environment in new[] { "dev", "qa", "prod" })
        {
            ((string)jobs[environment]!["uses"]!).Should().Be("./.github/workflows/deploy.yml");
            ((string)jobs[environment]!["with"]!["environment"]!).Should().Be(environment);
        }

        ((string)called["environment"]!).Should().Be("${{ inputs.environment }}");
        ((string)called["concurrency"]!["group"]!).Should().Be("deploy-${{ inputs.environment }}");
        ((string)jobs["prod"]!["needs"]!).Should().Be("qa");
        ((string)jobs["qa"]!["needs"]!).Should().Be("dev");
        jobs["dev"]!["needs"]!.AsArray().Select(need => (string)need!).Should().Equal("test", "package");
        ((string)jobs["dev"]!["if"]!).Should().StartWith("github.event_name == 'push'");
        WorkflowFile.StepsOf(jobs["test"]!.AsObject()).Should().Contain(step => (string?)step["run"] == "make test");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Changed(string right, string wrong)
    {
        Good.Should().Contain(right);
        return Good.Replace(right, wrong, StringComparison.Ordinal);
    }

    private static Task<(int Code, string Said)> LintAsync(string folder) => Shell.RunAsync(
        LocalPart.RepositoryRoot, new Dictionary<string, string>(StringComparer.Ordinal), "node", Path.Combine("node_modules", "@tktco", "node-actionlint", "bin", "node-actionlint.js"), $"{folder}/*.yml");
}
