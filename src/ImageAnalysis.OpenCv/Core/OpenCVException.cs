namespace OpenCvSharp;

/// <summary>What OpenCV threw, carried over the border: its error code and where in OpenCV it was raised.</summary>
public class OpenCVException : Exception
{
    public OpenCVException(ErrorCode status, string funcName, string errMsg, string fileName, int line)
        : base(errMsg)
    {
        Status = status;
        FuncName = funcName;
        ErrMsg = errMsg;
        FileName = fileName;
        Line = line;
    }

    public OpenCVException(string message)
        : this(ErrorCode.StsOk, "", message, "", 0)
    {
    }

    public ErrorCode Status { get; set; }

    public string FuncName { get; set; }

    public string ErrMsg { get; set; }

    public string FileName { get; set; }

    public int Line { get; set; }
}

/// <summary>A fault found on this side of the border, such as an element type that does not fit the matrix.</summary>
public class OpenCvSharpException : Exception
{
    public OpenCvSharpException()
    {
    }

    public OpenCvSharpException(string message)
        : base(message)
    {
    }

    public OpenCvSharpException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
