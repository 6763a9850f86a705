# Completion of am and amcli for PowerShell. Made by tools/make_completions.py; do not edit.
# Use it:  . am.ps1   in your profile (am completion install powershell says the line)
#
# Commands, options and their values stand here. Records come from the book, by am __complete, one a
# line: a value, a tab, what it is. Nothing of either is ever evaluated.

Register-ArgumentCompleter -Native -CommandName @('am', 'amcli') -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    Set-StrictMode -Off

    # What may stand at a place: commands and options with their help, what options take, arguments.
    $places = @{
# places
    }

    # A word as the program would get it; nothing in it is expanded.
    function Get-Plain($element) {
        if ($element -is [System.Management.Automation.Language.StringConstantExpressionAst] -or
            $element -is [System.Management.Automation.Language.ExpandableStringExpressionAst]) {
            return $element.Value
        }
        return $element.Extent.Text
    }

    # A value as one writes it: in quotes unless it is plainly one word.
    function Get-Quoted($value) {
        if ($value -match '^[\p{L}\p{N}_./-][\p{L}\p{M}\p{N}_./:-]*$') { return $value }
        $safe = [System.Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($value)
        return "'$safe'"
    }

    function New-Candidate($value, $help, $kind) {
        $tip = if ($help) { $help } else { $value }
        $text = $name + (Get-Quoted $value)
        [System.Management.Automation.CompletionResult]::new($text, $value, $kind, $tip)
    }

    $elements = @($commandAst.CommandElements)
    $am = Get-Plain $elements[0]
    $typed = ''
    $words = @()
    foreach ($element in @($elements | Select-Object -Skip 1)) {
        $start = $element.Extent.StartOffset
        if ($element.Extent.EndOffset -lt $cursorPosition) {
            $words += Get-Plain $element
        } elseif ($start -lt $cursorPosition) {
            # Words with a comma between them are several to PowerShell, but one in quotes.
            if ($element -is [System.Management.Automation.Language.ArrayLiteralAst]) { return }
            $typed = $element.Extent.Text.Substring(0, $cursorPosition - $start)
            if ($typed -match '^[''"]') { $typed = $typed.Substring(1).TrimEnd($typed[0]) }
        }
    }

    # Read the words before the cursor: where in the tree they lead, and what the next one is to be.
    $path = ''
    $place = $places['']
    $given = @{ '--book' = ''; '--config' = '' }
    $of = ''
    $option = ''
    $ended = $false
    $count = 0
    foreach ($word in $words) {
        if ($option) {
            if ($given.Contains($option)) { $given[$option] = $word }
            $option = ''
        } elseif (-not $ended -and $word -ceq '--') {
            $ended = $true
        } elseif (-not $ended -and $word -clike '--*=*') {
            $key, $value = $word -split '=', 2
            if ($given.Contains($key)) { $given[$key] = $value }
        } elseif (-not $ended -and $word -clike '-?*') {
            if ($place.takes -and $place.takes.Contains($word)) { $option = $word }
        } elseif ($place.verbs -and $place.verbs.Contains($word)) {
            $path = "$path $word".Trim()
            $place = $places[$path]
            $count = 0
        } else {
            if ($count -eq 0) { $of = $word }
            $count++
        }
    }
    $name = ''
    $slot = ''
    if ($option) {
        $slot = $place.takes[$option]
    } elseif (-not $ended -and $typed -clike '--*=*') {
        $key, $typed = $typed -split '=', 2
        $typed = $typed.Trim([char[]]"'`"")
        $name = "$key="
        $slot = if ($place.takes -and $place.takes.Contains($key)) { $place.takes[$key] } else { '-' }
    } elseif ($ended -or $typed -cnotlike '-*') {
        $arguments = @($place.arguments | Where-Object { $_ })
        # The last argument comes again where ... follows it.
        if ($arguments.Count -and $arguments[-1] -ceq '...') {
            $count = [Math]::Min($count, $arguments.Count - 2)
        }
        $slot = if ($count -lt $arguments.Count) { $arguments[$count] } else { '' }
        # Where anything may be said, the options help; a word that was begun is somebody's own.
        if ($slot -ceq '-' -or -not $slot) {
            $slot = if (($typed -or $ended) -and -not $place.verbs) { '-' } else { '' }
        }
    }

    if ($slot -ceq '-' -or $slot -ceq '@file') { return }
    if ($slot.StartsWith('@')) {
        $program = Get-Command -Name $am -CommandType Application -ErrorAction Ignore | Select-Object -First 1
        if (-not $program) { return }
        $before = [Console]::OutputEncoding
        try {
            [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
            $asked = @('__complete', $slot.Substring(1), "word=$typed", "of=$of",
                "book=$($given['--book'])", "config=$($given['--config'])")
            $found = @(& $program.Source $asked 2>$null)
        } finally {
            [Console]::OutputEncoding = $before
        }
        foreach ($line in $found) {
            $value, $text = $line -split "`t", 2
            New-Candidate $value $text 'ParameterValue'
        }
        return
    }
    $said = [ordered]@{}
    if ($slot) {
        foreach ($value in $slot -split ',') { $said[$value] = '' }
    } elseif ($place.verbs -and $typed -cnotlike '-*') {
        $said = $place.verbs
    } else {
        $said = $place.options
    }
    foreach ($value in $said.Keys) {
        if ($value.StartsWith($typed, [StringComparison]::OrdinalIgnoreCase)) {
            New-Candidate $value $said[$value] 'ParameterValue'
        }
    }
}
