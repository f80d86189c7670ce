using Kpm.Core.Assets;

namespace Kpm.Tests.Core.Assets;

/// <summary>Distances against points of the test set of C. F. F. Karney, "Test set for geodesics" (2010), doi:10.5281/zenodo.32156, which GeographicLib is tested with.</summary>
public sealed class GeodesicTests
{
    [Theory]
    [InlineData(35.60777, -139.44815, -11.17491, -69.95921, 8935244.5604818305)]
    [InlineData(55.52454, 106.05087, 77.03196, 197.18234, 4105086.1713924406)]
    [InlineData(-21.97856, 142.59065, 41.84138, 98.56635, 8394328.894657671)]
    [InlineData(-66.99028, 112.2363, -12.70631, 285.90344, 11150344.2312080241)]
    [InlineData(-17.42761, 173.34268, -15.84784, 5.93557, 16076603.1631180673)]
    [InlineData(32.84994, 48.28919, -56.28556, 202.29132, 16727068.9438164461)]
    [InlineData(6.96833, 52.74123, -7.39675, 206.17291, 17102477.2496958388)]
    [InlineData(-50.56724, -16.30485, -33.56571, -94.97412, 6455670.5118668696)]
    [InlineData(-58.93002, -8.90775, -8.91104, 133.13503, 11756066.0219864627)]
    [InlineData(-19.79938, -174.47484, -11.99349, -154.35109, 2319004.8601169389)]
    [InlineData(-87.85331, 85.66836, 66.48646, 16.09921, 17286615.3147144645)]
    [InlineData(-25.72959, -144.90758, -57.70581, -269.17879, 9413446.7452453107)]
    [InlineData(-41.22777, 122.32875, -7.57291, 130.37946, 3812686.035106021)]
    public void Given_a_published_pair_of_points_When_measured_Then_it_is_right_to_a_millimetre(double latitude1, double longitude1, double latitude2, double longitude2, double metres)
    {
        Geodesic.Metres(latitude1, longitude1, latitude2, longitude2).Should().BeApproximately(metres, 0.001);
        Geodesic.Metres(latitude2, longitude2, latitude1, longitude1).Should().BeApproximately(metres, 0.001);
    }

    [Theory]
    [InlineData(0, 179.9)]
    [InlineData(0, -179.9)]
    public void Given_two_points_on_both_sides_of_the_date_line_When_measured_Then_the_short_way_counts(double latitude, double longitude) =>
        Geodesic.Metres(latitude, longitude, latitude, -longitude).Should().BeApproximately(22_263.9, 0.1, "0.2 degrees of the equator");

    [Theory]
    [InlineData(0, 0, 0, 180)]
    [InlineData(0, 0, 0.5, 179.7)]
    [InlineData(90, 0, -90, 0)]
    [InlineData(30, 10, -30, -170)]
    public void Given_points_on_opposite_sides_When_measured_Then_it_is_half_the_globe_and_far_beyond_any_radius(double latitude1, double longitude1, double latitude2, double longitude2) =>
        Geodesic.Metres(latitude1, longitude1, latitude2, longitude2).Should().BeInRange(19_830_000, 20_120_000);

    [Fact]
    public void Given_one_point_When_measured_Then_it_is_nothing() => Geodesic.Metres(41.4, 2.17, 41.4, 2.17).Should().Be(0);
}
