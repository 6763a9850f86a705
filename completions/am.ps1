# Completion of am and amcli for PowerShell: source it in your profile (am completion install powershell says how).
# am itself knows what may come next: it gets the line up to the cursor and answers one word a line: what stands on
# the line, what is listed, what it is. Nothing is ever evaluated; without am, or with one too old, nothing happens.

Register-ArgumentCompleter -Native -CommandName @('am', 'amcli') -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    Set-StrictMode -Off
    $first = $commandAst.CommandElements[0]
    $before = $first.Extent.StartOffset - $commandAst.Extent.StartOffset
    $length = $cursorPosition - $first.Extent.StartOffset
    $line = $commandAst.Extent.Text.Substring($before).PadRight($length).Substring(0, $length)
    $name = if ($first.Value) { $first.Value } else { 'am' }
    # The second is for an alias, or the like.
    $am = @($name, 'am') | ForEach-Object { Get-Command -Name $_ -CommandType Application -ErrorAction Ignore } |
        Select-Object -First 1
    if (-not $am) { return }
    $encoding = [Console]::OutputEncoding
    try {
        [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
        $coded = [Convert]::ToBase64String([System.Text.Encoding]::UTF8.GetBytes($line))
        $said = @(& $am.Source __complete powershell $coded 2>$null)
    } catch {
        return
    } finally {
        [Console]::OutputEncoding = $encoding
    }
    foreach ($each in $said) {
        $text, $listed, $tip = $each -split "`t", 3
        if ($tip) { [System.Management.Automation.CompletionResult]::new($text, $listed, 'ParameterValue', $tip) }
    }
}
