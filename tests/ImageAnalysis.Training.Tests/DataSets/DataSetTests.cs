using ImageAnalysis.Classify;
using ImageAnalysis.Training.DataSets;
using ImageAnalysis.Training.Rendering;
using OpenCvSharp;

namespace ImageAnalysis.Training.Tests.DataSets;

public sealed class DataSetTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dataset-");

    private string Source => Path.Combine(_folder.FullName, "sorted");

    private DataSet Empty => new(Path.Combine(_folder.FullName, "set"), new DataSetManifest { Format = DataSetManifest.CurrentFormat, Name = "set", Licence = "own", Images = [] });

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_folder_of_classes_becomes_a_set_that_opens_again()
    {
        Picture("cellular/foam_1.png", 1);
        Picture("cellular/foam_2.png", 2);
        Picture("percolation/EX10/a.png", 3);
        Picture("None/fibres.png", 4);

        var made = DataSetBuilder.Add(Empty, ClassFolders.Find(Source));
        var read = DataSet.Open(made.Folder);

        Assert.Equal(["cellular/foam_1.png", "cellular/foam_2.png", "none/fibres.png", "percolation/a.png"], read.Manifest.Images.Select(i => i.File));
        Assert.Equal(["foam", "foam", "fibres", "EX10"], read.Manifest.Images.Select(i => i.Group));
        Assert.Equal(made.ToJson(), File.ReadAllBytes(Path.Combine(made.Folder, DataSet.ManifestFile)));
        Assert.Equal(made.ToJson(), read.ToJson());
    }

    [Fact]
    public void A_folder_that_is_no_class_and_one_without_pictures_are_named()
    {
        Picture("percolaton/a.png", 1);
        Directory.CreateDirectory(Path.Combine(Source, "cellular"));

        var fault = Assert.Throws<DataSetInvalidException>(() => ClassFolders.Find(Source));

        Assert.Equal(["cellular holds no picture.", "\"percolaton\" is no class; the nearest is \"percolation\"."], fault.Faults);
    }

    [Fact]
    public void What_is_hidden_is_neither_a_picture_nor_a_class()
    {
        Picture("Spherical particle/a.png", 1);
        foreach (var name in new[] { "._b.png", "Spherical particle/._a.png", "Spherical particle/.notes/c.png", ".Trash/d.png" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Source, name))!);
            File.WriteAllText(Path.Combine(Source, name), "Mac OS X");
        }

        var found = Assert.Single(ClassFolders.Find(Source));

        Assert.Equal(("a.png", StructureClass.SphericalParticle), (Path.GetFileName(found.Path), found.Class));
        File.Delete(found.Path);
        Assert.Equal(["Spherical particle holds no picture (it is taken for the folder of spherical-particle)."], Assert.Throws<DataSetInvalidException>(() => ClassFolders.Find(Source)).Faults);
    }

    [Fact]
    public void A_copy_in_another_size_format_and_contrast_is_found_in_another_group_and_not_in_its_own()
    {
        Picture("cellular/a/one.png", 1);
        Picture("cellular/b/two.jpg", 1, grey =>
        {
            using var large = grey.Clone();
            large.ConvertTo(large, -1, 0.6, 30);
            Cv2.Resize(large, grey, new Size(grey.Cols * 3 / 4, grey.Rows * 3 / 4), 0, 0, InterpolationFlags.Area);
        });
        var images = ClassFolders.Find(Source);

        var fault = Assert.Throws<DataSetInvalidException>(() => DataSetBuilder.Add(Empty, images));
        var kept = DataSetBuilder.Add(Empty, [.. images.Select(i => i with { Group = "one specimen" })]);

        var named = Assert.Single(fault.Faults);
        Assert.StartsWith($"{images[0].Path} and {images[1].Path} show the same picture", named, StringComparison.Ordinal);
        Assert.EndsWith("in the groups a and b.", named, StringComparison.Ordinal);
        Assert.Equal(2, kept.Manifest.Images.Count);
    }

    [Theory]
    [InlineData(RotateFlags.Rotate90Clockwise, false, false, "mirrored or turned")]
    [InlineData(RotateFlags.Rotate180, false, false, "mirrored or turned")]
    [InlineData(RotateFlags.Rotate90Counterclockwise, true, false, "mirrored or turned")]
    [InlineData(null, true, false, "mirrored or turned")]
    [InlineData(null, false, true, "as the negative")]
    [InlineData(RotateFlags.Rotate90Clockwise, true, true, "mirrored or turned and as the negative")]
    public void A_mirrored_turned_or_inverted_copy_is_found_in_another_group(RotateFlags? turn, bool isMirrored, bool isNegative, string how)
    {
        for (ulong seed = 1; seed <= 4; seed++) Check(seed);

        void Check(ulong seed)
        {
            Picture($"{seed}/cellular/a/one.png", seed);
            Picture($"{seed}/cellular/b/two.jpg", seed, grey =>
            {
                using var altered = grey.Clone();
                if (isMirrored) Cv2.Flip(altered, altered, FlipMode.Y);
                if (isNegative) Cv2.BitwiseNot(altered, altered);
                if (turn is { } quarter) Cv2.Rotate(altered, grey, quarter);
                else altered.CopyTo(grey);
            });
            var fault = Assert.Throws<DataSetInvalidException>(() => DataSetBuilder.Add(Empty, ClassFolders.Find(Path.Combine(Source, $"{seed}"))));
            Assert.Contains($"show the same picture, one {how}", Assert.Single(fault.Faults), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Other_fields_of_one_specimen_are_not_taken_for_copies()
    {
        var hashes = Enumerable.Range(1, 8).Select(i =>
        {
            using var grey = Render((ulong)i);
            return new Appearance(PerceptualHash.Of(grey));
        }).ToArray();

        for (var i = 0; i < hashes.Length; i++)
            for (var j = 0; j < i; j++) Assert.True(hashes[i].Nearest(hashes[j]).Bits > PerceptualHash.MostBitsOfCopies + 20);
    }

    [Fact]
    public void What_is_no_image_stops_all_and_leaves_the_set_as_it_was()
    {
        Picture("cellular/good.png", 1);
        File.WriteAllText(Path.Combine(Source, "cellular", "bad.tif"), "no picture");
        var set = DataSetBuilder.Add(Empty, [new ImageToLabel(Path.Combine(Source, "cellular", "good.png"), StructureClass.Cellular, "g")]);
        var before = File.ReadAllBytes(Path.Combine(set.Folder, DataSet.ManifestFile));

        var fault = Assert.Throws<DataSetInvalidException>(() => DataSetBuilder.Add(set, [new ImageToLabel(Path.Combine(Source, "cellular", "bad.tif"), StructureClass.Cellular, "h")]));

        Assert.Contains("bad.tif", Assert.Single(fault.Faults), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(set.Folder, DataSet.ManifestFile)));
    }

    [Fact]
    public void A_file_that_is_in_the_set_already_stays_is_refused_or_takes_the_new_label()
    {
        var path = Picture("cellular/a.png", 1);
        var set = DataSetBuilder.Add(Empty, [new ImageToLabel(path, StructureClass.Cellular, "g")]);

        var again = DataSetBuilder.Add(set, [new ImageToLabel(path, StructureClass.Cellular, "other")]);
        var fault = Assert.Throws<DataSetInvalidException>(() => DataSetBuilder.Add(set, [new ImageToLabel(path, StructureClass.None, "g")]));
        var changed = DataSetBuilder.Add(set, [new ImageToLabel(path, StructureClass.None, "h")], relabel: true);

        Assert.Equal(set.ToJson(), again.ToJson());
        Assert.Contains("in the set already", Assert.Single(fault.Faults), StringComparison.Ordinal);
        var image = Assert.Single(DataSet.Open(changed.Folder).Manifest.Images);
        Assert.Equal((StructureClass.None, "h"), (image.Class, image.Group));
    }

    [Fact]
    public void A_new_label_keeps_the_specimen_and_what_the_picture_is_for()
    {
        var path = Picture("cellular/EX7_1.png", 1);
        var set = DataSetBuilder.Add(Empty, [new ImageToLabel(path, StructureClass.Cellular, "wafer 3", DataSetSplit.Test)]);

        var image = Assert.Single(DataSetBuilder.Add(set, [new ImageToLabel(path, StructureClass.None)], relabel: true).Manifest.Images);
        var fresh = Assert.Single(DataSetBuilder.Add(Empty with { Folder = Path.Combine(_folder.FullName, "fresh") }, [new ImageToLabel(path, StructureClass.None)]).Manifest.Images);

        Assert.Equal((StructureClass.None, "wafer 3", DataSetSplit.Test), (image.Class, image.Group, image.Split));
        Assert.Equal(("EX7", DataSetSplit.Training), (fresh.Group, fresh.Split));
    }

    [Fact]
    public void An_import_that_was_cut_short_is_finished_by_the_next_and_a_file_without_a_label_is_not_overwritten()
    {
        var images = new[] { 1, 2 }.Select(i => new ImageToLabel(Picture($"cellular/{i}.png", (ulong)i), StructureClass.Cellular, $"g{i}")).ToArray();
        var set = Empty;
        Directory.CreateDirectory(Path.Combine(set.Folder, "cellular/2.png"));
        Assert.ThrowsAny<Exception>(() => DataSetBuilder.Add(set, images));
        Assert.Empty(DataSet.Open(set.Folder).Manifest.Images);
        Directory.Delete(Path.Combine(set.Folder, "cellular/2.png"));
        File.WriteAllText(Path.Combine(set.Folder, "cellular/2.png"), "mine");

        var made = DataSetBuilder.Add(DataSet.Open(set.Folder), images);

        Assert.Equal("mine", File.ReadAllText(Path.Combine(set.Folder, "cellular/2.png")));
        Assert.Equal(["cellular/1.png", $"cellular/2-{made.Manifest.Images[1].Sha256[..8]}.png"], DataSet.Open(set.Folder).Manifest.Images.Select(i => i.File));
    }

    [Fact]
    public void Of_many_faults_the_message_names_the_first()
    {
        var fault = new DataSetInvalidException("set", [.. Enumerable.Range(1, 300).Select(i => $"Fault {i}.")], "Mend it.");

        Assert.Equal(300, fault.Faults.Count);
        Assert.EndsWith("Fault 20. And 280 more.", fault.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_beside_the_folders_of_the_classes_is_named()
    {
        Picture("cellular/a.png", 1);
        Picture("b.png", 2);

        Assert.Equal(["b.png lies in no class's folder."], Assert.Throws<DataSetInvalidException>(() => ClassFolders.Find(Source)).Faults);
    }

    [Fact]
    public void What_is_no_data_set_is_told_from_what_is_not_there()
    {
        Picture("cellular/a.png", 1);

        Assert.Equal(["It holds no manifest.json, and so is no data set."], Assert.Throws<DataSetInvalidException>(() => DataSet.Open(Source)).Faults);
        Assert.Equal(["There is no such folder."], Assert.Throws<DataSetInvalidException>(() => DataSet.Open(Path.Combine(Source, "nowhere"))).Faults);
    }

    [Fact]
    public void A_file_that_was_changed_or_is_gone_is_named()
    {
        var set = DataSetBuilder.Add(Empty, [.. new[] { 1, 2 }.Select(i => new ImageToLabel(Picture($"cellular/{i}.png", (ulong)i), StructureClass.Cellular, $"g{i}"))]);
        File.AppendAllText(Path.Combine(set.Folder, "cellular/1.png"), "x");
        File.Delete(Path.Combine(set.Folder, "cellular/2.png"));

        var fault = Assert.Throws<DataSetInvalidException>(() => DataSet.Open(set.Folder));

        Assert.Equal(2, fault.Faults.Count);
        Assert.Contains("cellular/1.png: this is not the file that was labelled", fault.Faults[0], StringComparison.Ordinal);
        Assert.StartsWith("cellular/2.png: ", fault.Faults[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Where_most_pictures_are_named_alike_each_is_a_specimen_of_its_own()
    {
        for (var i = 1; i <= 5; i++) Picture($"cellular/img_{i}.png", (ulong)i);
        Picture("cellular/EX7_1.png", 6);
        Picture("cellular/EX7_2.png", 7);

        Assert.Equal(["EX7", "EX7", "cellular/img_1", "cellular/img_2", "cellular/img_3", "cellular/img_4", "cellular/img_5"], ClassFolders.Find(Source).Select(i => i.Group));
    }

    [Theory]
    [InlineData("EX10_outer_03", "EX10_outer")]
    [InlineData("PVDF-7(2)", "PVDF-7")]
    [InlineData("foam 12", "foam")]
    [InlineData("rot90", "rot90")]
    [InlineData("EX10", "EX10")]
    [InlineData("2026", "2026")]
    [InlineData("surface", "surface")]
    public void The_specimen_is_the_name_without_what_counts_the_picture(string name, string specimen) => Assert.Equal(specimen, ClassFolders.SpecimenOf(name));

    private string Picture(string file, ulong seed, Action<Mat>? change = null)
    {
        using var grey = Render(seed);
        change?.Invoke(grey);
        var path = Path.Combine(Source, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Cv2.ImEncode(Path.GetExtension(path), grey, out var bytes);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static Mat Render(ulong seed)
    {
        var picture = MicrographRenderer.Render(new RenderRecipe { Family = RenderFamily.CellSection, Seed = seed, Width = 240, Height = 180 });
        var grey = new Mat(picture.Height, picture.Width, MatType.CV_8UC1);
        picture.Pixels.CopyTo(grey.AsSpan<byte>());
        return grey;
    }
}
