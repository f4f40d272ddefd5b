using ImageAnalysis.Classify;
using ImageAnalysis.Ingest;
using ImageAnalysis.Segment;
using OpenCvSharp;

namespace ImageAnalysis.Tests.Classify;

public sealed class StructureClassifierTests
{
    private static StructureModel Model() => StructureModel.Load(
        File.ReadAllBytes(Path.Combine(Repository.Root, "models/structure/1/model.onnx")),
        File.ReadAllBytes(Path.Combine(Repository.Root, "models/structure/1/card.json")),
        "models/structure/1");

    private static StructureResult Classified(Mat page)
    {
        using (page)
        using (var image = Patterns.Segmented(page))
        using (var model = Model())
        {
            return StructureClassifier.Classify(image, model);
        }
    }

    [Fact]
    public void Dark_discs_in_bright_solid_are_cellular()
    {
        var result = Classified(Patterns.Discs(640, 480, 36, 15.5, 40, 200));

        Assert.Equal(StructureClass.Cellular, result.Structure);
        Assert.False(result.Abstained);
        Assert.True(result.Probability > 0.6);
        Assert.Equal(1, result.Probabilities!.Percolation + result.Probabilities.SphericalParticle + result.Probabilities.Cellular, 1e-6);
        Assert.Equal(result.Probability!.Value, result.Probabilities.Of(StructureClass.Cellular) * (1 - result.NoneProbability!.Value), 1e-12);
        Assert.Equal(3, result.Reasons.Distinct(StringComparer.Ordinal).Count());
        Assert.All(result.Reasons, name => Assert.Contains(name, StructureDescriptors.Names));
        Assert.Equal(StructureDescriptors.Names, result.Descriptors.Select(d => d.Name));
    }

    [Fact]
    public void A_random_field_with_steep_boundaries_is_percolation()
    {
        var result = Classified(Patterns.Waves(560, 420, 24, 21));

        Assert.Equal(StructureClass.Percolation, result.Structure);
    }

    [Fact]
    public void Bright_discs_apart_are_isolated_particles_whose_ground_is_no_porosity()
    {
        var result = Classified(Patterns.ScatteredDiscs(640, 480, 36, 11, 210, 50, 8));

        Assert.Equal(StructureClass.SphericalParticle, result.Structure);
        Assert.Contains(result.Findings, f => f.Code == "isolated-particles");
        Assert.Contains(result.Findings, f => f.Code == "not-a-porosity");
    }

    [Fact]
    public void Every_class_that_cannot_be_ruled_out_is_named()
    {
        var result = StructureClassifier.Decide([0.4, 0.3, 0.05, 0.25], new DecisionRule(0.5, 0.25), new ConformalSets(0.95, 0.9), unfamiliar: null, [], _ => [], "m");

        Assert.True(result.Abstained);
        var doubt = Assert.Single(result.Findings);
        Assert.Equal("structure-ambiguous:percolation|spherical-particle", doubt.Code);
        Assert.Equal("It may be percolation (40 %), spherical-particle (30 %) or none of the three structures (25 %).", doubt.What);
        Assert.Equal((0.4, 0.25), (result.Probability, result.NoneProbability));
    }

    [Fact]
    public void A_flat_frame_is_none_without_probabilities_and_says_why()
    {
        var result = Classified(new Mat(300, 400, MatType.CV_8UC1, Scalar.All(90)));

        Assert.Equal(StructureClass.None, result.Structure);
        Assert.Null(result.Probability);
        Assert.Null(result.Probabilities);
        Assert.Empty(result.Descriptors);
        Assert.Equal("structure-no-phases", Assert.Single(result.Findings).Code);
    }

    [Fact]
    public void A_mask_has_two_phases_and_is_given_no_name_because_it_is_clipped()
    {
        var page = new Mat(300, 400, MatType.CV_8UC1, Scalar.All(0));
        for (var y = 0; y < 300; y += 30)
            for (var x = 0; x < 400; x += 30) Cv2.Circle(page, new Point(x + 15, y + 15), 9, Scalar.All(255), -1);

        var result = Classified(page);

        Assert.Equal(StructureClass.None, result.Structure);
        Assert.Equal("structure-clipped", Assert.Single(result.Findings).Code);
    }

    [Fact]
    public void A_single_object_is_too_few_for_a_name()
    {
        var page = new Mat(300, 400, MatType.CV_8UC1, Scalar.All(40));
        Cv2.Circle(page, new Point(200, 150), 110, Scalar.All(200), -1, LineTypes.AntiAlias);

        Assert.Equal("too-few-structures", Assert.Single(Classified(page).Findings).Code);
    }

    [Fact]
    public void Stripes_are_none()
    {
        var page = new Mat(400, 600, MatType.CV_8UC1);
        for (var y = 0; y < page.Rows; y++)
        {
            var row = page.RowSpan<byte>(y);
            for (var x = 0; x < row.Length; x++) row[x] = (byte)(128 + (80 * Math.Tanh(3 * Math.Sin(2 * Math.PI * x / 30))));
        }

        var result = Classified(page);

        Assert.Equal(StructureClass.None, result.Structure);
        Assert.Null(result.Probability);
    }

    [Theory]
    [InlineData("")]
    [InlineData("different")]
    public void The_same_descriptors_get_the_same_answer_from_a_model_loaded_anew(string name)
    {
        using var page = Patterns.Waves(420, 300, 20, 2);
        using var image = Patterns.Segmented(page);
        using var model = Model();
        using var again = StructureModel.Load(
            File.ReadAllBytes(Path.Combine(Repository.Root, "models/structure/1/model.onnx")), File.ReadAllBytes(Path.Combine(Repository.Root, "models/structure/1/card.json")), name);

        var (a, b) = (StructureClassifier.Classify(image, model), StructureClassifier.Classify(image, again));

        Assert.Equal(a.Probabilities, b.Probabilities);
        Assert.Equal(a.Reasons, b.Reasons);
    }

    /// <summary>Of the micrographs whose class is told by their source or plain to see; the others are in the folder's index too, and are not judged.</summary>
    [SharedDataTheory]
    [InlineData("particles/ampis/images_png__Sc1Tile_001-001-000_0-000.png", StructureClass.SphericalParticle)]
    [InlineData("particles/ampis/images_png__Sc2Tile_001-001-000_0-000.png", StructureClass.SphericalParticle)]
    [InlineData("particles/konstanz-colloids/data__A-2h-01.tif", StructureClass.SphericalParticle)]
    [InlineData("particles/lwang/demo_img.jpg", StructureClass.SphericalParticle)]
    [InlineData("structure/nanoballs/sem_images__R5_K4Me3_SiO2_3-1.TIF", StructureClass.SphericalParticle)]
    [InlineData("structure/imagerep/resources__default.tiff", StructureClass.Percolation)]
    [InlineData("structure/darwin/raw__D1_20x_sem.tiff", StructureClass.None)]
    [InlineData("structure/harsh-pore/example_data__sample_2.tif", StructureClass.None)]
    [InlineData("structure/santoso-nips/test_images__12.5_PSF_DMAc.tif", StructureClass.None)]
    [InlineData("structure/santoso-nips/test_images__25Torlon_DMF_Far_1__016.tif", StructureClass.None)]
    public void Real_micrographs_get_their_class(string file, StructureClass expected)
    {
        using var micrograph = Ingestor.Read(InputFileLoader.Load(SharedData.PathOf("data/" + file)), null, new IngestOptions());
        using var image = Segmenter.Segment(micrograph.Grey, micrograph.Field, null, new SegmentOptions());
        using var model = Model();

        Assert.Equal(expected, StructureClassifier.Classify(image, model).Structure);
    }
}
