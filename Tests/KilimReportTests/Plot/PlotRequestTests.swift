import KilimModel
import KilimReport
import Testing

@Suite struct PlotRequestTests {
  @Test func `reads every key`() throws {
    let request = try PlotRequest(
      parsing:
        "x=k,y=acc,by=metric,kind=line,logx=true,logy=false,title=a\\, b=c\\\\,xlabel=K,ylabel=\\n")
    var wanted = PlotRequest(x: "k", y: "acc")
    wanted.by = "metric"
    wanted.kind = .line
    wanted.isXLogarithmic = true
    wanted.title = "a, b=c\\"
    wanted.xLabel = "K"
    wanted.yLabel = "\\n"
    #expect(request == wanted)
    let map = try PlotRequest(parsing: "z=c,y=b,x=a,logz=true,zlabel=Z")
    #expect((map.z, map.isZLogarithmic, map.zLabel) == ("c", true, "Z"))
  }

  @Test(arguments: [
    (
      "", "`` in the plot is not KEY=VALUE",
      "write x=COLUMN,y=COLUMN; a comma inside a value is written `\\,`"
    ),
    (
      "x=k,y=a,title=a,b", "`b` in the plot is not KEY=VALUE",
      "write x=COLUMN,y=COLUMN; a comma inside a value is written `\\,`"
    ),
    ("x=k,y=a,knd=line", "a plot has no `knd`", "did you mean `kind`?"),
    ("x=k,x=k,y=a", "the plot says `x` twice", "keep one of them"),
    ("x=,y=a", "the plot's `x` has no value", "write KEY=VALUE, as in x=k"),
    ("y=a", "the plot does not say `x`", "write x=COLUMN,y=COLUMN, as in x=k,y=accuracy,by=metric"),
    ("x=k", "the plot does not say `y`", "write x=COLUMN,y=COLUMN, as in x=k,y=accuracy,by=metric"),
    ("x=k,y=a,logx=yes", "`logx` is true or false, not `yes`", "write logx=true, or leave it out"),
    ("x=k,y=a,kind=scater", "there is no kind of plot `scater`", "did you mean `scatter`?"),
    ("x=k,y=a,kind=pie", "there is no kind of plot `pie`", "write line, scatter or heatmap"),
    (
      "x=k,y=a,kind=heatmap", "the plot does not say `z`",
      "a heat map needs x=COLUMN,y=COLUMN,z=COLUMN"
    ),
    ("x=k,y=a,z=b,kind=line", "a line plot has no `z`", "`z` is for kind=heatmap"),
    ("x=k,y=a,z=b,by=c", "a heat map has no `by`", "leave `by` out, or draw a line plot"),
    (
      "x=k,y=a,logz=true", "the plot does not say `z`",
      "a heat map needs x=COLUMN,y=COLUMN,z=COLUMN"
    ),
  ])
  func `says what is wrong, and what to write`(text: String, message: String, hint: String) throws {
    let error = try #require(throws: PlotError.self) { try PlotRequest(parsing: text) }
    #expect(error.message == message)
    #expect(error.hint == hint)
  }
}
