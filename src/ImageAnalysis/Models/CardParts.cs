namespace ImageAnalysis.Models;

/// <summary>Where a descriptor lies over the pictures of the three classes that were trained on.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Median">Median.</param>
/// <param name="Spread">Standard deviation after the outer 1 % at either end were moved in; never 0.</param>
public sealed record DescriptorSpread(string Name, double Median, double Spread)
{
    /// <summary>A value as so many spreads from the median.</summary>
    public double Scale(double value) => (value - Median) / Spread;
}

/// <summary>The recipe of the pictures: anyone renders them again, byte by byte.</summary>
/// <param name="Recipe">Name of the set of recipes.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Count">Number of pictures.</param>
/// <param name="TrainingPictures">Of those, trained on.</param>
/// <param name="CalibrationPictures">Of those, used for temperature and thresholds.</param>
/// <param name="TestPictures">Of those, used for the scores only.</param>
/// <param name="Groups">Number of groups (family and look); no group is on two sides of the split.</param>
public sealed record TrainingSetCard(
    string Recipe, ulong Seed, int Count, int TrainingPictures, int CalibrationPictures, int TestPictures, int Groups);
