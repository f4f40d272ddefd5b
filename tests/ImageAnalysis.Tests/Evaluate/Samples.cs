using ImageAnalysis.Classify;
using ImageAnalysis.Evaluate;
using ImageAnalysis.Quantities;

namespace ImageAnalysis.Tests.Evaluate;

/// <summary>Samples and images as the tests of this folder state them.</summary>
internal static class Samples
{
    public static CriteriaSet Membrane => CriteriaSets.BuiltIn.Single(s => s.Name == "membrane");

    public static CriteriaSet Electrode => CriteriaSets.BuiltIn.Single(s => s.Name == "electrode");

    public static ImageMeasurements Image(StructureClass? structure, ImageRole? role = ImageRole.Internal) =>
        new($"{role?.ToString() ?? "image"}.tif", role) { Structure = structure };

    public static Sample Laboratory(params LaboratoryValue[] values) => new("S-1", [], [], values, [], null, [], []);

    public static ImageMeasurements Particles(double diameterNm, double cvPercent, int count = 200, double relative95 = 0.05) =>
        new("particles.tif", ImageRole.Particles)
        {
            NumberAverageDiameterNm = Estimate(diameterNm, relative95),
            CvPercent = Estimate(cvPercent, relative95),
            ParticlesMeasured = count,
        };

    public static Estimate Estimate(double value, double relative95) => new(value, Interval.Around(value, value * relative95), null, null);

    public static SetEvaluation Judge(CriteriaSet set, Sample? sample, params ImageMeasurements[] images) =>
        Evaluator.Evaluate(new EvaluationInput(images, sample), [set]).Sets[0];

    public static CriterionResult Of(this SetEvaluation set, string id) => set.Results.Single(r => r.Id == id);

    /// <summary>A set with one numeric limit of an independent claim on the laboratory value "x", a plain number.</summary>
    public static CriteriaSet OneLimit(string limits, string better = "[]") => CriteriaSets.Read($$"""
        { "name": "one", "title": "One", "document": "Test",
          "quantities": [ { "key": "x", "kind": "number", "dimension": "number", "unit": "", "what": "x", "source": "1" },
                          { "key": "y", "kind": "number", "dimension": "number", "unit": "", "what": "y", "source": "1" } ],
          "criteria": [ { "id": "x", "quantity": "x", "unit": "", "kind": "claim", "claim": { "numbers": [1], "type": "independent" },
                          "value": { "from": "laboratory", "keys": ["x"] }, "limits": {{limits}}, "better": {{better}}, "source": "1" } ] }
        """, "one.json");
}
