using ImageAnalysis.Findings;

namespace ImageAnalysis.Training.Boosting;

/// <summary>XGBoost refused a call; why is what <c>XGBGetLastError</c> says.</summary>
public sealed class BoostingFailedException : AnalysisException
{
    internal BoostingFailedException(string call, string nativeError)
        : base($"XGBoost refused {call}.", nativeError, "Check the table or the model file it was given.")
    {
    }
}
