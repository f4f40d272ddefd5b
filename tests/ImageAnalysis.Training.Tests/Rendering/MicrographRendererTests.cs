using ImageAnalysis.Classify;
using ImageAnalysis.Training.Rendering;
using Xunit;

namespace ImageAnalysis.Training.Tests.Rendering;

public class MicrographRendererTests
{
    public static TheoryData<RenderFamily> Families => new(Enum.GetValues<RenderFamily>());

    [Theory]
    [MemberData(nameof(Families))]
    public void The_same_recipe_gives_the_same_bytes_alone_and_beside_others(RenderFamily family)
    {
        var recipe = Small(family) with { Severity = 2, BitDepth = 16 };
        var alone = MicrographRenderer.Render(recipe);
        var beside = new RenderedMicrograph[4];
        Parallel.For(0, beside.Length, i => beside[i] = MicrographRenderer.Render(recipe with { Seed = recipe.Seed + (ulong)(i / 2) }));

        Assert.Equal(alone.Pixels, beside[0].Pixels);
        Assert.Equal(alone.Pixels, beside[1].Pixels);
        Assert.Equal(alone.Truth.Void, beside[0].Truth.Void);
        Assert.Equal(alone.Truth.Particles, beside[0].Truth.Particles);
        Assert.NotEqual(alone.Pixels, beside[2].Pixels);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Every_family_shows_something_at_every_severity(RenderFamily family)
    {
        for (var severity = 0; severity <= 3; severity++)
        {
            var image = MicrographRenderer.Render(Small(family) with { Severity = severity });
            Assert.Equal(image.Width * image.Height, image.Pixels.Length);
            if (family == RenderFamily.Blank && severity == 0) continue;
            Assert.True(image.Pixels.Distinct().Count() > 8, $"{family} at severity {severity} is almost constant");
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Porosity_is_the_share_of_the_void_mask_and_only_structures_have_one(RenderFamily family)
    {
        var truth = MicrographRenderer.Render(Small(family)).Truth;
        if (truth.Structure == StructureClass.None)
        {
            Assert.Null(truth.Void);
            Assert.Null(truth.Porosity);
            return;
        }

        Assert.Equal(truth.Void!.Count(v => v == 255) / (double)truth.Void!.Length, truth.Porosity!.Value, 12);
        Assert.All(truth.Void!, value => Assert.True(value is 0 or 255));
        Assert.InRange(truth.Porosity!.Value, 0.02, 0.98);
        Assert.InRange(truth.Porosity!.Value, truth.PorosityBand!.Value.Lower, truth.PorosityBand!.Value.Upper);
    }

    [Theory]
    [InlineData(RenderFamily.GaussianSection, 0.3)]
    [InlineData(RenderFamily.GaussianSection, 0.65)]
    [InlineData(RenderFamily.SpinodalSection, 0.5)]
    public void Sections_of_fields_meet_the_solid_fraction_to_a_thousandth(RenderFamily family, double solid)
    {
        var truth = MicrographRenderer.Render(Small(family) with { SolidFraction = solid }).Truth;
        Assert.Equal(1 - solid, truth.Porosity!.Value, 3);
    }

    [Fact]
    public void Mean_void_chord_of_a_Gaussian_section_is_the_structure_size_at_half_porosity()
    {
        var recipe = Small(RenderFamily.GaussianSection) with { Width = 1000, Height = 700, StructurePx = 10, SolidFraction = 0.5 };
        var mask = MicrographRenderer.Render(recipe).Truth.Void!;
        var (inside, crossings) = (0, 0);
        for (var y = 0; y < recipe.Height; y++)
        {
            for (var x = 0; x < recipe.Width; x++)
            {
                inside += mask[(y * recipe.Width) + x] >> 7;
                if (x > 0 && mask[(y * recipe.Width) + x] != mask[(y * recipe.Width) + x - 1]) crossings++;
            }
        }

        // Ratio estimator: void length over half the crossings. The ring has a width, which adds crossings: within 12 %.
        Assert.InRange(inside / (0.5 * crossings), 8.8, 11.2);
    }

    [Fact]
    public void Separated_ellipses_cover_what_their_axes_say()
    {
        var recipe = Small(RenderFamily.SeparatedParticles) with { Width = 500, Height = 380, Aspect = 2, StructurePx = 30, SolidFraction = 0.2, SizeVariation = 0.3 };
        var truth = MicrographRenderer.Render(recipe).Truth;
        var expected = truth.Particles.Sum(p => Math.PI * p.La * p.Lb / 4 * p.VisibleFraction);
        var covered = truth.Void!.Count(v => v == 0);

        Assert.InRange(covered / expected, 0.995, 1.005);
        Assert.All(truth.Particles.Where(p => !p.TouchesFrame), p => Assert.Equal(1, p.VisibleFraction, 6));
        Assert.All(truth.Particles, p => Assert.InRange(p.La / p.Lb, 1, 2.0001));
        Assert.Contains(truth.Particles, p => p.La / p.Lb > 1.5);
    }

    [Fact]
    public void A_particles_outline_is_where_the_mask_changes()
    {
        var recipe = Small(RenderFamily.SeparatedParticles) with { Aspect = 1.6, StructurePx = 40, SolidFraction = 0.15 };
        var truth = MicrographRenderer.Render(recipe).Truth;
        var particle = truth.Particles.First(p => !p.TouchesFrame && p.La > 30);
        var angle = -particle.AngleDegrees * Math.PI / 180;
        foreach (var (axis, direction) in new[] { (particle.La, angle), (particle.Lb, angle + (Math.PI / 2)) })
        {
            foreach (var side in new[] { -1, 1 })
            {
                Assert.False(IsVoid(truth, recipe, particle, side * ((axis / 2) - 1), direction));
                Assert.True(IsVoid(truth, recipe, particle, side * ((axis / 2) + 1), direction));
            }
        }
    }

    [Fact]
    public void Discs_cut_from_equal_spheres_have_the_diameters_of_random_sections()
    {
        // A random plane through spheres of diameter D cuts discs of mean diameter pi D / 4 (Underwood 1970, table 4.1).
        var diameters = new List<double>();
        for (var seed = 0UL; seed < 4; seed++)
        {
            var recipe = Small(RenderFamily.SphereSection) with { Seed = seed, Width = 700, Height = 500, StructurePx = 30, SizeVariation = 0, SolidFraction = 0.2 };
            diameters.AddRange(MicrographRenderer.Render(recipe).Truth.Particles.Where(p => !p.TouchesFrame).Select(p => p.La));
        }

        Assert.InRange(diameters.Average(), 30 * Math.PI / 4 * 0.95, 30 * Math.PI / 4 * 1.05);
        Assert.InRange(diameters.Max(), 29, 30.001);
    }

    [Fact]
    public void In_a_pile_hidden_particles_are_listed_as_hidden_and_some_are_whole()
    {
        var particles = MicrographRenderer.Render(Small(RenderFamily.SpherePile) with { StructurePx = 30 }).Truth.Particles;
        Assert.Contains(particles, p => p.VisibleFraction > 0.97);
        Assert.Contains(particles, p => p.VisibleFraction < 0.3);
        Assert.All(particles, p => Assert.InRange(p.VisibleFraction, 0, 1));
    }

    [Fact]
    public void A_number_outside_its_range_is_refused_by_name()
    {
        var fault = Assert.Throws<ArgumentOutOfRangeException>(() => MicrographRenderer.Render(Small(RenderFamily.Flat) with { Severity = 4 }));
        Assert.Contains("Severity must be 0 to 3", fault.Message, StringComparison.Ordinal);
    }

    private static RenderRecipe Small(RenderFamily family) => new()
    {
        Family = family,
        Seed = 11,
        StyleSeed = 3,
        Width = 260,
        Height = 190,
        StructurePx = 22,
        SolidFraction = 0.45,
        SizeVariation = 0.1,
    };

    private static bool IsVoid(RenderTruth truth, RenderRecipe recipe, RenderedParticle particle, double distance, double direction)
    {
        var (x, y) = ((int)Math.Round(particle.X + (distance * Math.Cos(direction))), (int)Math.Round(particle.Y + (distance * Math.Sin(direction))));
        return truth.Void![(y * recipe.Width) + x] == 255;
    }
}
