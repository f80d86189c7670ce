using System.Text.RegularExpressions;
using Kpm.Tests.Contracts;

namespace Kpm.Tests.Ceilings;

public sealed partial class EndpointCeilingTests
{
    /// <summary>Operations without a row of their own: the same function under another name, the same use case in another form, or a page that reads nothing.</summary>
    private static readonly string[] WithoutARow =
    [
        "POST /token", "GET /users/me/assets", "GET /users/me/legacy", "POST /assets/{}/file",
        "POST /legacy/hide-and-seek", "POST /legacy/in-a-bottle", "POST /legacy/time-capsule", "POST /legacy/to-future-self",
        "GET /users/activate", "GET /users/activated", "GET /users/email-change", "GET /users/email-changed", "GET /users/check-in", "GET /users/checked-in", "GET /users/password-reset", "GET /users/password-reset-done",
        "GET /invitations/accepted", "GET /invitations/mailed",
        "GET /health", "POST /admin/failures/{}/resubmit", "DELETE /admin/failures/{}",
    ];

    [Fact]
    public async Task Given_AWarmSystem_When_EveryEndpointIsCalled_Then_EachCostsWhatTheTableSays()
    {
        var measured = await CeilingRun.MeasureAsync();
        string Line(EndpointCeiling ceiling, EndpointCost cost) => $"{ceiling.Endpoint,-28}{cost}  {ceiling.Note}";
        var unexpected = measured.Where(one => one.Cost != one.Ceiling.Ceiling).Select(one => $"{Line(one.Ceiling, one.Cost)}, not{one.Ceiling.Ceiling}; asked: {one.Asked}");
        unexpected.Should().BeEmpty();
        measured.Select(one => one.Ceiling).Should().Equal(EndpointCeilings.All);
    }

    [Fact]
    public void Given_TheContract_When_ComparedWithTheTable_Then_EveryOperationHasARowOrAReason()
    {
        var rows = EndpointCeilings.All.Select(row => Parameter().Replace(row.Endpoint, "{}")).ToHashSet(StringComparer.Ordinal);
        var operations = ContractDocument.Current.Operations.Select(operation => Parameter().Replace($"{operation.Method} {operation.Route["/api/v1".Length..]}", "{}"));

        operations.Where(operation => !rows.Contains(operation)).Should().BeEquivalentTo(WithoutARow);
    }

    [GeneratedRegex(@"\{\w+\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();
}
