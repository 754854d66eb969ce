using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Xml;
using System.Xml.Serialization;

/// <summary>
/// The message, as the proxy of wsdl.exe describes it to XmlSerializer: it has no type for it that is public.
/// </summary>
[XmlRoot("GetIdentitiesResponse", Namespace = Namespace)]
public class GetIdentitiesResponse
{
    public const string Namespace = "http://24sevenOffice.com/webservices";

    public Identity[] GetIdentitiesResult;
}

/// <summary>
/// Mono's proxy, and the XmlSerializer by which it reads and writes messages. xtask/src/league/peer.rs describes what
/// this program does.
/// </summary>
public static class Peer
{
    const int Entries = 10000;

    static readonly Stopwatch Start = Stopwatch.StartNew();

    static readonly XmlSerializer Serializer = new XmlSerializer(typeof(GetIdentitiesResponse));

    public static void Main(string[] arguments)
    {
        switch (arguments[0])
        {
            case "decode":
            {
                var document = File.ReadAllBytes(arguments[1]);
                RepeatShort(arguments[2], () => Decode(document));
                break;
            }
            case "encode":
            {
                var value = Decode(File.ReadAllBytes(arguments[1]));
                RepeatShort(arguments[2], () => Encode(value));
                File.WriteAllBytes(arguments[3], Encode(value));
                break;
            }
            case "calls":
            {
                var service = new Authenticate { Url = arguments[1] };
                Repeat(arguments[2], WallTime, () =>
                {
                    for (var call = 0; call < 100; call++)
                    {
                        Check(!service.HasSession());
                    }
                });
                break;
            }
            case "memory":
            {
                var document = File.ReadAllBytes(arguments[1]);
                for (var count = int.Parse(arguments[2]); count > 0; count--)
                {
                    Decode(document);
                }
                break;
            }
            default:
                throw new ArgumentException("this toolkit does not do " + arguments[0]);
        }
    }

    static GetIdentitiesResponse Decode(byte[] document)
    {
        using (var reader = XmlReader.Create(new MemoryStream(document)))
        {
            var value = (GetIdentitiesResponse)Serializer.Deserialize(reader);
            Check(value.GetIdentitiesResult.Length == Entries);
            return value;
        }
    }

    static byte[] Encode(GetIdentitiesResponse value)
    {
        var output = new MemoryStream();
        Serializer.Serialize(output, value);
        return output.ToArray();
    }

    static void Check(bool condition)
    {
        if (!condition)
        {
            throw new InvalidOperationException("the result is wrong");
        }
    }

    static TimeSpan WallTime()
    {
        return Start.Elapsed;
    }

    static TimeSpan TenthOfProcessorTime()
    {
        using (var process = Process.GetCurrentProcess())
        {
            return new TimeSpan(process.TotalProcessorTime.Ticks / 10);
        }
    }

    /// <summary>
    /// Measures the processor time of all threads. Its clock ticks every 10 milliseconds, so work is done ten times
    /// between two looks at it.
    /// </summary>
    static void RepeatShort(string seconds, Action work)
    {
        Repeat(seconds, TenthOfProcessorTime, () =>
        {
            for (var count = 0; count < 10; count++)
            {
                work();
            }
        });
    }

    /// <summary>
    /// Repeats work for some seconds, and at least three times, and prints what each repetition takes.
    /// </summary>
    static void Repeat(string seconds, Func<TimeSpan> clock, Action work)
    {
        var end = WallTime().TotalSeconds + double.Parse(seconds, CultureInfo.InvariantCulture);
        for (var count = 0; count < 3 || WallTime().TotalSeconds < end; count++)
        {
            var begin = clock();
            work();
            var time = (clock() - begin).TotalSeconds;
            Console.WriteLine(time.ToString(CultureInfo.InvariantCulture));
        }
    }
}
