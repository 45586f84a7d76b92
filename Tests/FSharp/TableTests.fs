module AkkaDreamer.Tests.FSharp.TableTests

open System
open AkkaDreamer.Experiments
open Xunit

let private table =
    {
        Title = "Scores"
        Columns = [ "task"; "runs"; "mean" ]
        Rows =
            [ [ Words "catch"; Count 3L; Estimate { Estimate = 0.25; Low = -0.001; High = 0.5 } ]
              [ Words "a, \"b\" | c"; Nothing; Number 1234.5678 ] ]
    }

let private lines (text: string) = text.TrimEnd('\n').Split('\n') |> List.ofArray

[<Fact>]
let ``As text the columns stand under each other`` () =
    Assert.Equal<string list>(
        [ "Scores"
          "task        runs  mean"
          "-------------------------------------"
          "catch       3     0.25 [-0.001, 0.50]"
          "a, \"b\" | c  -     1235" ],
        lines (Table.text table))

[<Fact>]
let ``As markdown it is a table that GitHub renders`` () =
    Assert.Equal<string list>(
        [ "**Scores**"
          ""
          "| task | runs | mean |"
          "|---|---|---|"
          "| catch | 3 | 0.25 [-0.001, 0.50] |"
          "| a, \"b\" \\| c | - | 1235 |" ],
        lines (Table.markdown table))

[<Fact>]
let ``As CSV numbers are whole and an interval has three columns`` () =
    Assert.Equal<string list>(
        [ "task,runs,mean,mean low,mean high"
          "catch,3,0.25,-0.001,0.5"
          "\"a, \"\"b\"\" | c\",,1234.5678,," ],
        lines (Table.csv table))

[<Fact>]
let ``A row that does not fit its columns is refused`` () =
    let torn = { table with Rows = [ [ Words "alone" ] ] }
    for render in [ Table.text; Table.markdown; Table.csv ] do
        let refused = Assert.Throws<ArgumentException>(fun () -> render torn |> ignore)
        Assert.Contains("3 columns and a row of 1", refused.Message)

[<Theory>]
[<InlineData(0.0, "0.00")>]
[<InlineData(-0.00001, "0.00")>]
[<InlineData(0.01234, "0.0123")>]
[<InlineData(0.05, "0.05")>]
[<InlineData(0.126, "0.13")>]
[<InlineData(-12.346, "-12.35")>]
[<InlineData(123.46, "123.5")>]
[<InlineData(98765.4, "98765")>]
[<InlineData(Double.NaN, "-")>]
let ``Numbers are shown with the digits that matter`` (value: float) (shown: string) = Assert.Equal(shown, Table.number value)
