using ImageAnalysis.Classify;
using ImageAnalysis.Training.DataSets;

namespace ImageAnalysis.Training.Tests.DataSets;

public sealed class KnownPicturesTests
{
    private static readonly LabelledImage Learnt = new("a.tif", new string('a', 64), StructureClass.Cellular, "membrane 7", Hash(0x5a));

    [Fact]
    public void A_model_of_rendered_pictures_knows_none() => Assert.Equal(Acquaintance.None, KnownPictures.Of(null)!.With(Learnt, "lab"));

    [Fact]
    public void A_card_of_an_earlier_version_does_not_say() => Assert.Null(KnownPictures.Of(Card(null)));

    [Fact]
    public void A_picture_is_known_by_its_bytes_under_another_name_in_another_set() =>
        Assert.Equal(Acquaintance.Picture, Known(Learnt with { File = "b.tif", Group = "other", PerceptualHash = Hash(0x13) }, "elsewhere"));

    [Fact]
    public void A_copy_in_another_format_is_known_by_its_looks() =>
        Assert.Equal(Acquaintance.Picture, Known(Learnt with { Sha256 = new string('b', 64), Group = "other" }, "elsewhere"));

    [Fact]
    public void Another_picture_of_a_specimen_is_known_as_such_in_the_set_of_that_name_alone()
    {
        var other = Learnt with { Sha256 = new string('b', 64), PerceptualHash = Hash(0x13) };
        Assert.Equal(Acquaintance.Specimen, Known(other, "lab"));
        Assert.Equal(Acquaintance.None, Known(other, "elsewhere"));
        Assert.Equal(Acquaintance.None, Known(other with { Group = "membrane 8" }, "lab"));
    }

    [Fact]
    public void A_card_gives_no_name_of_a_specimen_away() =>
        Assert.Matches("^[0-9a-f]{64}$", KnownPictures.Stated(Learnt, "lab").Specimen);

    private static Acquaintance Known(LabelledImage image, string set) => KnownPictures.Of(Card([KnownPictures.Stated(Learnt, "lab")]))!.With(image, set);

    /// <summary>The bits of a hash by a rule: two rules differ in about half of them, however the picture is turned.</summary>
    private static string Hash(uint seed)
    {
        var random = new ImageAnalysis.Quantities.SeededRandom(seed);
        var bytes = new byte[PerceptualHash.Bits / 8];
        for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)random.NextInt(256);
        return Convert.ToHexStringLower(bytes);
    }

    private static AdaptationCard Card(IReadOnlyList<LearntPicture>? learnt)
    {
        var none = new ScoreCard(0, 0, 0, [], []);
        return new AdaptationCard
        {
            Base = "x", DataSet = "lab", ManifestSha256 = "0", Pictures = 1, Groups = 1, Strength = 1, Before = none, After = none, LossBefore = 0, LossAfter = 0, Learning = [],
            IsBetter = false, Reason = "", MorePictures = "", Learnt = learnt,
        };
    }
}
