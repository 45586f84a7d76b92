namespace AkkaDreamer.Experiments

open System
open System.Globalization
open AkkaDreamer.Experiments.Statistics

/// What stands in one place of a table.
type Entry =
    | Words of string
    | Count of int64
    | Number of float
    | Estimate of Interval
    | Nothing

/// Rows under columns, to be read as text, as markdown, or by a program as CSV.
type Table =
    {
        Title: string
        Columns: string list
        Rows: Entry list list
    }

module Table =
    /// Two digits after the point, more where a number is smaller than a tenth, fewer from a hundred on.
    let number (value: float) =
        let digits, format =
            match abs value with
            | size when size >= 1000.0 -> 0, "0"
            | size when size >= 100.0 -> 1, "0.0"
            | size when size >= 0.1 -> 2, "0.00"
            | _ -> 4, "0.00##"
        if not (Double.IsFinite value) then "-" else (Math.Round(value, digits) + 0.0).ToString(format, CultureInfo.InvariantCulture) // + 0.0: no minus before a zero

    let private shown entry =
        match entry with
        | Words words -> words
        | Count count -> string count
        | Number value -> number value
        | Estimate interval -> $"{number interval.Estimate} [{number interval.Low}, {number interval.High}]"
        | Nothing -> "-"

    let private check (table: Table) =
        for row in table.Rows do
            if row.Length <> table.Columns.Length then
                raise (ArgumentException $"The table '{table.Title}' has {table.Columns.Length} columns and a row of {row.Length}.")

    /// Columns of one width, for a terminal.
    let text (table: Table) =
        check table
        let rows = table.Columns :: (table.Rows |> List.map (List.map shown))
        let widths = rows |> List.transpose |> List.map (List.map String.length >> List.max)
        let line (row: string list) = String.Join("  ", List.map2 (fun (cell: string) width -> cell.PadRight width) row widths).TrimEnd()
        String.Join("\n", table.Title :: line rows.Head :: String('-', List.sum widths + 2 * (widths.Length - 1)) :: List.map line rows.Tail) + "\n"

    /// A table as GitHub and others render it.
    let markdown (table: Table) =
        check table
        let line (cells: string list) = "| " + String.Join(" | ", cells |> List.map (fun cell -> cell.Replace("|", "\\|"))) + " |"
        let rule = "|" + String.replicate table.Columns.Length "---|"
        String.Join("\n", $"**{table.Title}**" :: "" :: line table.Columns :: rule :: (table.Rows |> List.map (List.map shown >> line))) + "\n"

    /// RFC 4180, numbers in full; a column with intervals becomes three.
    let csv (table: Table) =
        check table
        let wide = [ for i in 0 .. table.Columns.Length - 1 -> table.Rows |> List.exists (fun row -> match row[i] with Estimate _ -> true | _ -> false) ]
        let full (value: float) = value.ToString("R", CultureInfo.InvariantCulture)
        let quoted (words: string) = if words.IndexOfAny [| ','; '"'; '\n' |] >= 0 then "\"" + words.Replace("\"", "\"\"") + "\"" else words

        let fields isWide entry =
            match entry with
            | Estimate interval -> [ full interval.Estimate; full interval.Low; full interval.High ]
            | Words words -> [ quoted words ]
            | Count count -> [ string count ]
            | Number value -> [ full value ]
            | Nothing -> [ "" ]
            |> fun fields -> if isWide && fields.Length = 1 then fields @ [ ""; "" ] else fields

        let header = List.map2 (fun isWide name -> if isWide then [ name; name + " low"; name + " high" ] else [ name ]) wide table.Columns |> List.concat |> List.map quoted
        let rows = table.Rows |> List.map (List.map2 fields wide >> List.concat)
        String.Join("\n", header :: rows |> List.map (fun fields -> String.Join(",", fields))) + "\n"
