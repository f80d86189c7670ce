namespace Kpm.Tests.Ceilings;

public sealed class EndpointCeilingTests
{
    [Fact]
    public async Task Given_AWarmSystem_When_EveryEndpointIsCalled_Then_EachCostsWhatTheTableSays()
    {
        var measured = await CeilingRun.MeasureAsync();
        string Line(EndpointCeiling ceiling, EndpointCost cost) => $"{ceiling.Endpoint,-28}{cost}  {ceiling.Note}";
        var unexpected = measured.Where(one => one.Cost != one.Ceiling.Ceiling).Select(one => $"{Line(one.Ceiling, one.Cost)}, not{one.Ceiling.Ceiling}");
        unexpected.Should().BeEmpty();
        measured.Select(one => one.Ceiling).Should().Equal(EndpointCeilings.All);
    }
}
