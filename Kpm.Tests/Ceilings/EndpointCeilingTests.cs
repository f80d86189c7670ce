namespace Kpm.Tests.Ceilings;

public sealed class EndpointCeilingTests
{
    [Fact]
    public async Task Given_AWarmSystem_When_EveryEndpointIsCalled_Then_EachCostsWhatTheTableSays()
    {
        var measured = await CeilingRun.MeasureAsync();
        string Line(EndpointCeiling ceiling, EndpointCost cost) => $"{ceiling.Endpoint,-28}{cost}  {ceiling.Note}";
        measured.Select(one => Line(one.Ceiling, one.Cost)).Should().Equal(EndpointCeilings.All.Select(ceiling => Line(ceiling, ceiling.Ceiling)));
    }
}
