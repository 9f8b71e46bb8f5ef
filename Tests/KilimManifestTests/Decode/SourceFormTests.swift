import KilimManifest
import KilimModel
import Testing

/// The forms in which definitions of Tapis come: requests, saved answers, parts, other things.
struct SourceFormTests {
  private func lines(_ text: String, name: String = "a.json") -> [String] {
    ManifestText.load(text, name: name).diagnostics.map {
      "\($0.code.rawValue) \($0.span?.line ?? 0):\($0.span?.column ?? 0) \($0.message)"
    }
  }

  private func names(_ text: String) -> [String] {
    ManifestText.load(text, name: "a.json").documents.map(\.name.description)
  }

  private let system =
    #"{"id": "s", "systemType": "LINUX", "host": "h", "canExec": false, "uuid": "u"}"#

  @Test func `takes a definition out of a saved answer`() {
    let text = #"{"result": \#(system), "status": "success", "message": "ok", "version": "1"}"#
    #expect(names(text) == ["system/s"])
    #expect(lines(text).count == 1, "one note")
  }

  @Test func `takes every definition of a saved list`() {
    let app = #"{"id": "a", "version": "1", "containerImage": "docker://x"}"#
    let text =
      #"{"result": [\#(system), \#(app)], "status": "success", "message": "ok", "metadata": {}}"#
    #expect(names(text) == ["system/s", "app/a@1"])
  }

  @Test func `finds fields inside of a saved answer`() throws {
    let text = "{\"status\": \"success\", \"message\": \"\", \"result\":\n\(system)}"
    let source = try #require(ManifestText.load(text).documents.first?.source)
    #expect(source.span(ofPath: "spec.host").line == 2)
  }

  @Test func `says what a failed answer says`() {
    let text = #"{"result": null, "status": "error", "message": "TAPIS_NOT_FOUND", "version": "1"}"#
    #expect(lines(text) == ["K0201 1:2 this saved answer of Tapis holds no definition"])
    #expect(ManifestText.load(text).diagnostics.first?.hint == "it says: TAPIS_NOT_FOUND")
  }

  private func record(_ fields: String) -> String {
    #"{"uuid": "u-1", "name": "j", "appId": "a", "appVersion": "1", "status": "FINISHED", \#(fields)}"#
  }

  @Test func `reads JSON inside of the text of a record, with the place of the text`() {
    let text = record("\n" + #""parameterSet": "{\"appArgs\": [{\"arg\": 7}]}""#)
    #expect(
      lines(text).filter { $0.hasPrefix("K0203") }
        == ["K0203 2:17 `arg` must be text, not the number `7`"])
    #expect(names(record(#""parameterSet": "{}", "fileInputs": "[]""#)) == ["job/j"])
  }

  @Test func `text that is no JSON is a text`() {
    #expect(lines(record(#""parameterSet": "{oops""#)).contains { $0.hasPrefix("K0203") })
  }

  @Test func `refuses a row of a list of jobs`() {
    let found = lines(record(#""owner": "ada""#))
    #expect(found == ["K0204 1:2 this is a row of a list of jobs: it has no `parameterSet`"])
  }

  @Test func `an envelope holds no JSON inside of text`() {
    let text = ManifestText.job + "  parameterSet: '{}'\n"
    #expect(ManifestText.load(text).diagnostics.map(\.code) == [.wrongType])
  }

  static let parts: [(String, String)] = [
    (#"{"maxJobs": 3}"#, "an App"), (#"{"jobAttributes": {"maxMinutes": 3}}"#, "an App"),
    (#"{"host": "h", "port": 22}"#, "a System"), (#"{"memoryMB": 3}"#, "a Job"),
    (#"{"description": "x", "jobRuntimes": []}"#, "a System"),
  ]

  @Test(arguments: parts)
  func `refuses a part with advice`(text: String, kind: String) {
    let found = ManifestText.load(text, name: "a.json").diagnostics
    #expect(found.map(\.code) == [.missingField])
    #expect(found.first?.message.contains("a part of \(kind)") == true)
  }

  static let foreign: [(String, String)] = [
    ("#!/bin/bash\nset -e\necho hi: there\n", "script for `bash`"),
    ("#!/usr/bin/env python3\nx = 1\n", "script for `python3`"),
    ("\n```json\n{}\n```\n", "Markdown"), ("<!DOCTYPE html>\n<html>", "HTML"),
    ("import json\nprint(json.dumps({}))\n", "Python"),
    (
      "{\"name\": \"j\", \"appId\": \"a\", \"appVersion\": \"1\"}\n{\"b\": 2}\n",
      "second JSON value"
    ), ("{% if x %}\n", "cannot begin with `%`"),
    ("id: {{ name }}\n", "a key must be text"), ("{\"id\": None}", "`None` must stand in quotes"),
    ("{\"one\": {\"id\": \"a\", \"containerImage\": \"x\"}}", "wraps an App"),
    ("[{\"id\": \"a\"}]", "not a list"), ("just words\n", "not text"),
  ]

  @Test(arguments: foreign)
  func `names what a file is instead`(text: String, words: String) {
    let found = lines(text, name: text.hasPrefix("{\"") ? "a.json" : "a.yaml")
    #expect(found.count == 1)
    #expect(found.first?.contains(words) == true, "\(found)")
  }

  @Test func `a manifest may begin with a line for the shell`() {
    let text = "#!/usr/bin/env -S kilim apply -f\n" + ManifestText.job
    #expect(ManifestText.load(text).diagnostics == [])
  }

  @Test func `lists the fields of an old job one by one`() {
    let text =
      "{\"name\": \"a\",\n\"appId\": \"b-1\",\n\"batchQueue\": \"q\",\n\"maxRunTime\": \"01:00:00\"}"
    #expect(
      lines(text) == [
        "K0210 1:2 this is a job of Agave or Tapis v2, which is not understood",
        "K0210 2:1 `appId` is now `appId` and `appVersion`",
        "K0210 3:1 `batchQueue` is now `execSystemLogicalQueue`",
        "K0210 4:1 `maxRunTime` is now `maxMinutes` (in minutes)",
      ])
  }
}
